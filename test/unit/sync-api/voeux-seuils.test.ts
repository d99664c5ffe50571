import { describe, expect, it } from 'vitest';
import { type PerteRelation, retraitsARefuser } from '../../../sync-api/voeux/seuils.ts';

const perte = (avant: number, retires: number, name = 'a', deplaces = 0): PerteRelation => ({
  fluxId: name,
  relation: `${name}-formateur`,
  relationId: `id-${name}`,
  avant,
  retires,
  deplaces,
});

const refused = (pertes: PerteRelation[], confirmation: 'tous' | string[] = []) =>
  retraitsARefuser(pertes, confirmation).map(({ fluxId }) => fluxId);

describe('too many removals', () => {
  it.each([
    [25, 5, false, 'exactly 20 %'],
    [24, 5, true, 'more than 20 % and 5'],
    [10, 4, false, 'more than 20 % but 4'],
    [2, 2, false, 'all of 2'],
    [3, 3, true, 'all of 3'],
    [4, 3, false, '3 of 4'],
    [1000, 200, false, 'exactly 20 % of many'],
  ])('a relation of %i that loses %i: refused %s (%s)', (avant, retires, isRefused) => {
    expect(refused([perte(avant, retires), perte(5000, 0, 'large')]).length > 0).toBe(isRefused);
  });

  it('counts vœux that move among those that a relation loses', () => {
    expect(refused([perte(20, 2, 'a', 3), perte(5000, 0, 'large')])).toEqual(['a']);
  });

  it('refuses a whole file that loses more than 10 % and 50, and lists every relation that shrinks', () => {
    const spread = (lost: number) => Array.from({ length: 10 }, (_, index) => perte(49, lost, `r${index}`));
    expect(refused(spread(5))).toHaveLength(10);
    expect(refused(spread(4))).toEqual([]);
    expect(refused(Array.from({ length: 10 }, (_, index) => perte(50, 5, `r${index}`)))).toEqual([]);
  });

  it('does not count moves for the whole file: they are still in it', () => {
    expect(refused(Array.from({ length: 20 }, (_, index) => perte(25, 0, `r${index}`, 4)))).toEqual([]);
  });

  it('lets confirmed relations pass, by couple or by id, and nothing else', () => {
    const pertes = [perte(10, 10, 'a'), perte(10, 9, 'b')];
    expect(refused(pertes)).toEqual(['a', 'b']);
    expect(refused(pertes, ['a-formateur'])).toEqual(['b']);
    expect(refused(pertes, ['id-a', 'b-formateur'])).toEqual([]);
    expect(refused(pertes, 'tous')).toEqual([]);
  });

  it('never confirms vœux without relation by an empty name', () => {
    expect(refused([{ ...perte(10, 10), relation: null, relationId: null }], ['autre'])).toEqual(['a']);
  });
});
