import { describe, expect, test } from 'vitest';
import { retryDelayMs } from '../../../../main/core/sync/backoff.ts';
import { createSchedule } from '../../../../main/core/sync/schedule.ts';

const random = { uuid: () => '', bytes: () => new Uint8Array(), fraction: () => 0.5 };

/** A clock whose sleeps end when the test says so, in order of their wake-up time. */
function handClock() {
  let now = 0;
  let sleeps: { at: number; wake: () => void }[] = [];
  return {
    clock: {
      now: () => now,
      monotonic: () => now,
      sleep: (delayMs: number, signal: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          if (signal.aborted) return reject(signal.reason);
          const sleep = { at: now + delayMs, wake: resolve };
          sleeps.push(sleep);
          signal.addEventListener('abort', () => {
            sleeps = sleeps.filter((other) => other !== sleep);
            reject(signal.reason);
          });
        }),
    },
    async advance(delayMs: number) {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      now += delayMs;
      for (const sleep of sleeps.filter((other) => other.at <= now)) sleep.wake();
      sleeps = sleeps.filter((sleep) => sleep.at > now);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
}

describe('schedule', () => {
  test('a run is due when the next acte becomes sendable, before the poll', async () => {
    const { clock, advance } = handClock();
    let due: string | null = null;
    const schedule = createSchedule({ clock, random, failures: () => 0, canPush: () => true, due: () => due });
    let isDue = false;
    const waiting = schedule.wait(new AbortController().signal).then(() => {
      isDue = true;
    });
    due = new Date(10_000).toISOString();
    schedule.poke();
    await advance(9_999);
    expect(isDue).toBe(false);
    await advance(1);
    await waiting;
    expect(isDue).toBe(true);
  });

  test('logging call after call offline does not push the next try away', async () => {
    const { clock, advance } = handClock();
    const schedule = createSchedule({
      clock,
      random,
      failures: () => 1,
      canPush: () => false,
      due: () => new Date(0).toISOString(),
    });
    let isDue = false;
    const waiting = schedule.wait(new AbortController().signal).then(() => {
      isDue = true;
    });
    for (let second = 0; second < 4; second++) {
      await advance(1_000);
      schedule.poke();
    }
    expect(isDue).toBe(false);
    await advance(1_000);
    await waiting;
    expect(isDue).toBe(true);
  });

  test('a pull that fails delays no push', async () => {
    const { clock, advance } = handClock();
    const due = new Date(2_000).toISOString();
    const schedule = createSchedule({ clock, random, failures: () => 5, canPush: () => true, due: () => due });
    const waiting = schedule.wait(new AbortController().signal);
    await advance(2_000);
    await waiting;
  });

  test('hurry ends the wait, and a hurry during a run makes the next one follow at once', async () => {
    const { clock } = handClock();
    const schedule = createSchedule({ clock, random, failures: () => 0, canPush: () => true, due: () => null });
    schedule.hurry();
    await schedule.wait(new AbortController().signal);
    const waiting = schedule.wait(new AbortController().signal);
    schedule.hurry();
    await waiting;
  });

  test('backoff grows from 5 s to 300 s and is spread', () => {
    expect([1, 2, 3, 10].map((failures) => retryDelayMs(failures, random))).toEqual([5_000, 10_000, 20_000, 300_000]);
    expect(retryDelayMs(1, { ...random, fraction: () => 0 })).toBe(4_000);
    expect(retryDelayMs(1, { ...random, fraction: () => 0.999 })).toBeLessThan(6_000);
  });
});
