import type { Clock } from '../../main/core/deps.ts';

/** A clock that moves only by hand. */
export const createHandClock = (): Clock & { advance(byMs: number): Promise<void> } => {
  let time = 0;
  const sleepers = new Set<{ at: number; wake(): void }>();
  return {
    now: () => time,
    monotonic: () => time,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper = { at: time + delayMs, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(byMs) {
      time += byMs;
      for (const sleeper of sleepers)
        if (sleeper.at <= time) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
      // Lets what was waiting run before the test looks.
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
};
