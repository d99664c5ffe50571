import { expect, it } from 'vitest';
import { createClipboardGuard } from '../../../main/shell/clipboard-guard.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const make = () => {
  const held = { text: '' };
  const clock = new ManualClock();
  const guard = createClipboardGuard({
    clipboard: {
      readText: async () => held.text,
      writeText: (text) => {
        held.text = text;
      },
      clear: () => {
        held.text = '';
      },
    },
    sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
    clearAfterMs: 60_000,
  });
  return { held, clock, guard };
};

it('a sensitive text is cleared after a minute', async () => {
  const { held, clock, guard } = make();
  await guard.copy('06 39 98 12 02', true);
  await clock.advance(59_999);
  expect(held.text).toBe('06 39 98 12 02');
  await clock.advance(1);
  expect(held.text).toBe('');
});

it('what the person copied since is left alone', async () => {
  const { held, clock, guard } = make();
  await guard.copy('06 39 98 12 02', true);
  held.text = 'autre chose';
  await clock.advance(60_000);
  expect(held.text).toBe('autre chose');
});

it('a second copy starts its own minute', async () => {
  const { held, clock, guard } = make();
  await guard.copy('un', true);
  await clock.advance(50_000);
  await guard.copy('un', true);
  await clock.advance(50_000);
  expect(held.text).toBe('un');
  await clock.advance(10_000);
  expect(held.text).toBe('');
});

it('a plain text stays, at quit too', async () => {
  const { held, clock, guard } = make();
  await guard.copy('diagnostic', false);
  await clock.advance(120_000);
  await guard.clearNow();
  expect(held.text).toBe('diagnostic');
});

it('a sensitive text does not outlive the app', async () => {
  const { held, guard } = make();
  await guard.copy('06 39 98 12 02', true);
  await guard.clearNow();
  expect(held.text).toBe('');
});
