import { describe, expect, it } from 'vitest';
import {
  estFormeIne,
  estSiretPlausible,
  estUaiValide,
  lireCleMinistereEducatif,
} from '../../../shared/domain/identifiants.ts';

describe('identifiers', () => {
  it('checks the letter of a code UAI', () => {
    expect(estUaiValide('0751234J')).toBe(true);
    expect(estUaiValide('0010856A')).toBe(true);
    expect(estUaiValide('0751234j')).toBe(true);
    expect(estUaiValide('0751234K')).toBe(false);
    expect(estUaiValide('751234J')).toBe(false);
    expect(estUaiValide('')).toBe(false);
  });

  it('advises on a SIRET', () => {
    expect(estSiretPlausible('73282932000074')).toBe(true);
    expect(estSiretPlausible('73282932000075')).toBe(false);
    expect(estSiretPlausible('35600000049837')).toBe(true);
    expect(estSiretPlausible('35600000049838')).toBe(false);
    expect(estSiretPlausible('7328293200007')).toBe(false);
  });

  it('reads the relation in a clé ministère éducatif', () => {
    const cle = '069001P01319999800060001299998000600020-69266#L01';
    expect(cle).toHaveLength(49);
    expect(lireCleMinistereEducatif(cle)).toEqual({
      siretResponsable: cle.slice(11, -24),
      siretFormateur: cle.slice(25, -10),
      commune: '69266',
    });
    expect(lireCleMinistereEducatif(cle.replace('#', '_').toLowerCase())?.siretResponsable).toBe('99998000600012');
    expect(lireCleMinistereEducatif(cle.replace('69266', '2A004'))?.commune).toBe('2A004');
  });

  it.each([
    '',
    '069001P013',
    '069001P0131999980006000129999800060002-69266#L01',
    '069001P01319999800060001299998000600020-69266',
  ])('names nobody from %j', (cle) => {
    expect(lireCleMinistereEducatif(cle)).toBeNull();
  });

  it('knows the shapes of an INE', () => {
    expect(estFormeIne('240000001AB')).toBe(true);
    expect(estFormeIne('2400000012B')).toBe(true);
    expect(estFormeIne('240000001ab')).toBe(false);
    expect(estFormeIne('24000001AB')).toBe(false);
  });
});
