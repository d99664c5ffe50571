import type { Clock } from '../../main/core/deps.ts';

/** The time of the whole world; only the schedule moves it. */
export class WorldClock {
  nowMs = Date.parse('2026-06-08T06:00:00.000Z');

  advance(ms: number): void {
    this.nowMs += ms;
  }

  readonly server = { now: (): Date => new Date(this.nowMs) };

  /** The clock of one poste: wrong by `skewMs`, which a person may change at any time. */
  poste(skewMs: () => number): Clock {
    return {
      now: () => this.nowMs + skewMs(),
      monotonic: () => this.nowMs,
      sleep: async () => undefined,
    };
  }
}
