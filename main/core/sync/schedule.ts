import type { Clock, Random } from '../deps.ts';
import { pollDelayMs, retryDelayMs } from './backoff.ts';

export interface Schedule {
  /** Waits for the next run; a `poke` only makes the delay be computed again, a `hurry` ends the wait. */
  wait(stop: AbortSignal): Promise<void>;
  hurry(): void;
  poke(): void;
}

/**
 * When the next run is due: at the next sendable acte, or at the poll, or after the backoff of a failure.
 * @param due ISO instant of the next sendable acte, null when none waits.
 */
export function createSchedule(deps: {
  clock: Clock;
  random: Random;
  failures: () => number;
  due: () => string | null;
  /** False while the last push itself failed; a failed pull delays no push. */
  canPush: () => boolean;
}): Schedule {
  let pause = new AbortController();
  let isHurried = false;

  const delayMs = (latest: number): number => {
    const due = deps.canPush() ? deps.due() : null;
    const untilDue = due === null ? Number.POSITIVE_INFINITY : Date.parse(due) - deps.clock.now();
    return Math.max(0, Math.min(latest - deps.clock.monotonic(), untilDue));
  };

  return {
    async wait(stop) {
      // Fixed once: someone who logs call after call offline must not push the next try away each time.
      const latest =
        deps.clock.monotonic() +
        (deps.failures() > 0 ? retryDelayMs(deps.failures(), deps.random) : pollDelayMs(deps.random));
      for (;;) {
        if (isHurried || stop.aborted) {
          isHurried = false;
          return;
        }
        pause = new AbortController();
        const slept = await deps.clock.sleep(delayMs(latest), AbortSignal.any([pause.signal, stop])).then(
          () => true,
          () => false,
        );
        if (slept) return;
      }
    },
    hurry() {
      isHurried = true;
      pause.abort();
    },
    poke() {
      pause.abort();
    },
  };
}
