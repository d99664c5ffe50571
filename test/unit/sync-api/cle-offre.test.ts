import { describe, expect, it } from 'vitest';
import { cleAffelnetId, cleOffre, plierCodeOffre } from '../../../sync-api/referentiels/cle-offre.ts';

describe('the key of an offer', () => {
  it.each(['LYON/69A00101', 'lyon/69a00101', ' Lyon / 69A00101 '])('reads %j', (affelnetId) => {
    expect(cleAffelnetId(affelnetId)).toBe('10/69A00101');
  });

  it.each([
    ['BESANÇON/25É1', 'besancon/25e1'],
    ['CRÉTEIL/1', 'Creteil/1'],
    ['ORLÉANS-TOURS/1', 'Orleans/1'],
    ['LA RÉUNION/1', 'REUNION/1'],
    ['NANCY-METZ/1', 'Nancy/1'],
  ])('gives one key to %s and %s', (one, other) => {
    expect(cleAffelnetId(one)).not.toBeNull();
    expect(cleAffelnetId(one)).toBe(cleAffelnetId(other));
  });

  it.each(['', 'LYON', 'LYON/', '/69A00101', 'ATLANTIDE/69A00101'])('refuses %j', (affelnetId) => {
    expect(cleAffelnetId(affelnetId)).toBeNull();
  });

  it('keeps a slash inside an offer code', () => {
    expect(cleAffelnetId('LYON/69/A')).toBe(cleOffre('10', '69/A'));
    expect(plierCodeOffre(' 69é/a ')).toBe('69E/A');
  });
});
