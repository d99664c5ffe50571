import type { Clock } from '../../main/core/deps.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** A poste's clock that stands still until it is told to move; sleepers wake in order. */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 1_000;
  #sleepers: Sleeper[] = [];

  constructor(wallMs: number = Date.now()) {
    this.#wallMs = wallMs;
  }

  now(): number {
    return this.#wallMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper: Sleeper = {
        at: this.#monotonicMs + delayMs,
        wake: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  get sleeperCount(): number {
    return this.#sleepers.length;
  }

  /** The person changes the hour of the PC: nothing elapses. */
  setWall(wallMs: number): void {
    this.#wallMs = wallMs;
  }

  /** Time passes; whoever slept that long goes on, and what they started is let run. */
  async advance(ms: number): Promise<void> {
    this.#wallMs += ms;
    this.#monotonicMs += ms;
    const due = this.#sleepers.filter(({ at }) => at <= this.#monotonicMs).sort((a, b) => a.at - b.at);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#monotonicMs);
    for (const sleeper of due) sleeper.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
