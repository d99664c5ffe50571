import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOperateurs, type Operateurs } from '../../../main/core/session/operateurs.ts';
import { openStore, type Store } from '../../../main/core/store/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const lea = '00000004-0000-4000-8000-000000000001';
const pin = '246810';

let folder: string;
let store: Store;
let clock: ManualClock;
let operateurs: Operateurs;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-pin-'));
  const opened = openStore({ file: join(folder, 'base.sqlite'), keyHex: 'cd'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  clock = new ManualClock();
  operateurs = createOperateurs(store, clock);
  await operateurs.add(lea, 'Léa M.', pin);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a PIN that opened the desk ages with the monotonic clock, not with that of the PC', async () => {
  const wall = clock.now();
  expect(await operateurs.unlock(lea, pin)).toMatchObject({ ok: true });
  expect(operateurs.pinAgeMs()).toBe(0);
  await clock.advance(60_000);
  clock.setWall(wall - 3_600_000);
  expect(operateurs.pinAgeMs()).toBe(60_000);
});

test('a PIN that was just made, a wrong one and a former person prove nothing', async () => {
  expect(operateurs.pinAgeMs()).toBe(null);
  await operateurs.unlock(lea, '000000');
  expect(operateurs.pinAgeMs()).toBe(null);
  await operateurs.unlock(lea, pin);
  operateurs.leave();
  expect(operateurs.pinAgeMs()).toBe(null);
});
