import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
});
afterEach(() => bureau.close());

test('an answer is shown to leave for the newest address, which staff see beside its words, until they write one', () => {
  bureau.demande(1, {
    courriel: 'premiere@example.org',
    ajouts: [
      { recu_le: '2026-06-02T08:00:00.000Z', motifs: [], message: 'Encore', courriel: 'autre@example.org' },
      { recu_le: '2026-06-02T09:00:00.000Z', motifs: [], message: 'Toujours' },
    ],
  });
  const [shown] = bureau.sheetOf(1);
  expect(shown?.courriel.adresse).toBe('autre@example.org');
  expect(shown?.ajouts.map(({ courriel }) => courriel)).toEqual(['autre@example.org', undefined]);
});
