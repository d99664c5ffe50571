import { expect, test } from 'vitest';
import { everyRow } from '../../../bench/peers/contenders.ts';

test('a peer that received every row has its figure, one that lost a row has none', () => {
  expect(everyRow('peer', { ms: 12, rows: 351 }, 351)).toEqual({ ms: 12, rows: 351 });
  expect(() => everyRow('peer', { ms: 12, rows: 350 }, 351)).toThrow('peer holds 350 rows of 351');
  expect(() => everyRow('peer', { ms: 12, rows: 352 }, 351)).toThrow('peer holds 352 rows of 351');
});
