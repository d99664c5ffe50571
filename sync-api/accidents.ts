import type { Clock } from './context.ts';

/** Tried again after this; said again then, if it fails again. */
const repriseMs = 600_000;

/** Rows on which something failed by accident: they are left alone for a while, and stop nobody else. */
export class Accidents {
  readonly #clock: Clock;
  /** Milliseconds since the epoch. */
  readonly #depuis = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether this one failed a moment ago. */
  attend(id: string): boolean {
    const depuis = this.#depuis.get(id);
    if (depuis === undefined) return false;
    // The clock may be put back: nothing waits longer for it.
    if (Math.abs(this.#clock.now().getTime() - depuis) < repriseMs) return true;
    this.#depuis.delete(id);
    return false;
  }

  noter(id: string): void {
    this.#depuis.set(id, this.#clock.now().getTime());
  }
}
