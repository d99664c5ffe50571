import type { Clock } from '../../main/core/deps.ts';

/** The time of the whole world; only the schedule moves it. */
export class WorldClock {
  nowMs: number;

  constructor(startsAt: string) {
    this.nowMs = Date.parse(startsAt);
  }

  advance(ms: number): void {
    this.nowMs += ms;
  }

  readonly server = { now: (): Date => new Date(this.nowMs) };

  /**
   * The same, as a busy engine lives it: each look at the clock costs, so that a list takes several transactions and a
   * crash can fall between two of them.
   */
  engine(skewMs: () => number): Clock {
    let looks = 0;
    const calm = this.poste(skewMs);
    return { ...calm, monotonic: () => this.nowMs + 4 * looks++ };
  }

  /** The clock of one poste: wrong by `skewMs`, which a person may change at any time. */
  poste(skewMs: () => number): Clock {
    return {
      now: () => this.nowMs + skewMs(),
      monotonic: () => this.nowMs,
      sleep: async () => undefined,
    };
  }
}
