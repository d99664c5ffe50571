import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RappelsDus, veillerLesRappels } from '../../../../main/core/appels/rappels-dus.ts';
import { Bureau, mere } from './bureau.ts';

/** 9:00 in Paris. */
const maintenant = '2026-06-09T07:00:00.000Z';
const hier = '2026-06-08T07:30:00.000Z';
const minute = 60_000;
let bureau: Bureau;
let veille: RappelsDus;
let dits: number[];
let bugs: unknown[];

/** Starts watching; the first look is done once this resolves. */
async function veiller(): Promise<void> {
  const { store, clock } = bureau;
  veille = veillerLesRappels({
    store,
    clock,
    onDu: (nombre) => dits.push(nombre),
    onBug: (error) => bugs.push(error),
  });
  await clock.advance(0);
}

beforeEach(() => {
  bureau = new Bureau(maintenant);
  dits = [];
  bugs = [];
  for (const n of [1, 2, 3]) bureau.personne(n);
  bureau.plier(1, 2, 3);
});
afterEach(async () => {
  await veille.stop();
  expect(bugs).toEqual([]);
  bureau.close();
});

describe('a promised call', () => {
  test('is told when its hour comes, with all that are due, and once', async () => {
    bureau.rappel(1, '2026-06-09T06:30:00.000Z', hier);
    bureau.rappel(2, '2026-06-09T07:05:00.000Z', hier);
    bureau.plier(1, 2);
    await veiller();
    expect(dits).toEqual([]);
    await bureau.clock.advance(5 * minute - 1);
    expect(dits).toEqual([]);
    await bureau.clock.advance(1);
    expect(dits).toEqual([2]);
    for (let passed = 0; passed < 60; passed += 10) await bureau.clock.advance(10 * minute);
    expect(dits).toEqual([2]);
  });

  test('that was due already is told by nobody: the counters say it', async () => {
    bureau.rappel(1, '2026-06-09T06:30:00.000Z', hier);
    bureau.plier(1);
    await veiller();
    await bureau.clock.advance(20 * minute);
    expect(dits).toEqual([]);
  });

  test('that is noted meanwhile is heard of at its hour, though the watch slept for another', async () => {
    bureau.rappel(1, '2026-06-09T07:09:00.000Z', hier);
    bureau.plier(1);
    await veiller();
    bureau.rappel(2, '2026-06-09T07:02:00.000Z', hier);
    bureau.plier(2);
    veille.look();
    await bureau.clock.advance(0);
    await bureau.clock.advance(2 * minute);
    expect(dits).toEqual([1]);
    await bureau.clock.advance(7 * minute);
    expect(dits).toEqual([1, 2]);
  });

  test('that was made or moved is not told', async () => {
    bureau.rappel(1, '2026-06-09T07:02:00.000Z', hier);
    bureau.rappel(2, '2026-06-09T07:03:00.000Z', hier);
    bureau.plier(1, 2);
    await veiller();
    const joint = { sens: 'emis', numero: mere, interlocuteur: null, disposition: 'JOINT', issue: 'REFLECHIT' };
    bureau.acte(1, 'appel', joint, maintenant);
    bureau.rappel(2, '2026-06-10T07:00:00.000Z', maintenant);
    bureau.plier(1, 2);
    veille.look();
    await bureau.clock.advance(0);
    await bureau.clock.advance(9 * minute);
    expect(dits).toEqual([]);
  });

  test('is none for a retry, nor for a demande', async () => {
    bureau.appel(1, 'SANS_REPONSE', hier);
    bureau.rappel(1, '2026-06-09T07:02:00.000Z', hier);
    bureau.demande(2, hier, '2026-06-09T07:02:00.000Z');
    bureau.plier(1, 2);
    await veiller();
    await bureau.clock.advance(5 * minute);
    expect(dits).toEqual([]);
  });

  test('whose hour passed while the computer slept is told on waking', async () => {
    bureau.rappel(1, '2026-06-09T09:00:00.000Z', hier);
    bureau.plier(1);
    await veiller();
    bureau.at('2026-06-09T11:00:00.000Z');
    await bureau.clock.advance(10 * minute);
    expect(dits).toEqual([1]);
  });

  test('is not told twice when the clock of the PC is set back', async () => {
    bureau.rappel(1, '2026-06-09T07:02:00.000Z', hier);
    bureau.plier(1);
    await veiller();
    await bureau.clock.advance(2 * minute);
    expect(dits).toEqual([1]);
    bureau.at(maintenant);
    for (const _ of [1, 2, 3]) await bureau.clock.advance(10 * minute);
    expect(dits).toEqual([1]);
  });

  test('that is promised within the hours that come again is told at its hour', async () => {
    bureau.rappel(1, '2026-06-09T07:02:00.000Z', hier);
    bureau.plier(1);
    await veiller();
    await bureau.clock.advance(2 * minute);
    expect(dits).toEqual([1]);
    // Set right: it was three hours ahead.
    bureau.at('2026-06-09T04:02:00.000Z');
    await bureau.clock.advance(10 * minute);
    bureau.rappel(2, '2026-06-09T04:20:00.000Z', '2026-06-09T04:12:00.000Z');
    bureau.plier(2);
    veille.look();
    await bureau.clock.advance(0);
    await bureau.clock.advance(8 * minute);
    expect(dits).toEqual([1, 1]);
    // The one that was told stays told when its hour comes once more; the next one is told.
    for (let passed = 0; passed < 170; passed += 10) await bureau.clock.advance(10 * minute);
    expect(dits).toEqual([1, 1]);
    const now = bureau.clock.now();
    bureau.rappel(3, new Date(now + minute).toISOString(), new Date(now).toISOString());
    bureau.plier(3);
    veille.look();
    await bureau.clock.advance(0);
    await bureau.clock.advance(minute);
    expect(dits).toEqual([1, 1, 3]);
  });

  test('is told though a turn before it failed, which is reported', async () => {
    bureau.rappel(1, '2026-06-09T07:15:00.000Z', hier);
    bureau.plier(1);
    const { store, clock } = bureau;
    let failures = 1;
    veille = veillerLesRappels({
      store,
      clock,
      serverNow: () => {
        if (clock.now() > Date.parse(maintenant) && failures > 0) {
          failures -= 1;
          throw new Error('file held');
        }
        return null;
      },
      onDu: (nombre) => dits.push(nombre),
      onBug: (error) => bugs.push(error),
    });
    await clock.advance(0);
    await clock.advance(10 * minute);
    expect(bugs.splice(0)).toEqual([new Error('file held')]);
    await clock.advance(10 * minute);
    expect(dits).toEqual([1]);
  });
});

test('sleeps once, asks for nothing meanwhile, and stops for good', async () => {
  bureau.rappel(1, '2026-06-09T07:08:00.000Z', hier);
  bureau.plier(1);
  await veiller();
  expect(bureau.clock.sleeperCount).toBe(1);
  const { statements } = bureau.poste;
  statements.length = 0;
  for (const _ of [1, 2, 3]) await bureau.clock.advance(2 * minute);
  expect(statements).toEqual([]);
  await veille.stop();
  expect(bureau.clock.sleeperCount).toBe(0);
  veille.look();
  await bureau.clock.advance(10 * minute);
  expect(dits).toEqual([]);
  expect(statements).toEqual([]);
});
