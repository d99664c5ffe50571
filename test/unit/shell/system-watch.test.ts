import { expect, it, onTestFinished } from 'vitest';
import type { CoreSignal } from '../../../main/core/deps.ts';
import { watchSystem } from '../../../main/shell/system-watch.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function watch(platform: string) {
  const clock = new ManualClock();
  const told: CoreSignal[] = [];
  const system = { state: 'active', online: true, asked: 0 };
  const ended = new AbortController();
  const running = watchSystem(
    {
      clock,
      platform,
      net: { isOnline: () => system.online },
      monitor: {
        getSystemIdleState: () => {
          system.asked += 1;
          return system.state;
        },
      },
      signal: (name) => told.push(name),
    },
    ended.signal,
  );
  onTestFinished(async () => {
    ended.abort();
    await running;
  });
  return { clock, told, system };
}

it('a screen that Linux locks locks the desk, once each time', async () => {
  const { clock, told, system } = watch('linux');
  for (const state of ['active', 'idle', 'locked', 'locked', 'active', 'locked']) {
    system.state = state;
    await clock.advance(5_000);
  }
  expect(told).toEqual(['verrouillage', 'verrouillage']);
});

it.each(['idle', 'active', 'unknown'])('the state %s locks nothing', async (state) => {
  const { clock, told, system } = watch('linux');
  system.state = state;
  await clock.advance(60_000);
  expect(told).toEqual([]);
});

it.each(['darwin', 'win32'])('on %s the event tells it, and nobody asks', async (platform) => {
  const { clock, told, system } = watch(platform);
  system.state = 'locked';
  await clock.advance(5_000);
  expect(told).toEqual([]);
  expect(system.asked).toBe(0);
});

it('each change of the network is told', async () => {
  const { clock, told, system } = watch('linux');
  await clock.advance(5_000);
  system.online = false;
  await clock.advance(5_000);
  await clock.advance(5_000);
  system.online = true;
  await clock.advance(5_000);
  expect(told).toEqual(['reseau', 'reseau']);
});
