import { describe, expect, test } from 'vitest';
import { enTranches } from '../../../shared/domain/tranches.ts';

describe('a list in pieces', () => {
  const liste = Array.from({ length: 10 }, (_, n) => n);

  test('keeps its order, and the last piece holds what is left', () => {
    expect(enTranches(liste, 4)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    expect(enTranches(['a', 'b', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
  });

  test('is one piece when it fits, exactly too', () => {
    expect(enTranches(liste, 10)).toEqual([liste]);
    expect(enTranches(liste, 11)).toEqual([liste]);
    expect(enTranches(liste, 5)).toHaveLength(2);
  });

  test('makes no piece of nothing', () => {
    expect(enTranches([], 4)).toEqual([]);
  });
});
