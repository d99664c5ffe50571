import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mots, replier } from '../../../shared/domain/recherche.ts';

describe('replier', () => {
  it.each([
    ['BELKHADRA-NOUVEL', 'belkhadra nouvel'],
    ['Maëlys', 'maelys'],
    ["D'ALMÉIDA", 'd almeida'],
    ['D’Alméida', 'd almeida'],
    ['  LE   DANTEC ', 'le dantec'],
    ['Cœur de Lœss', 'coeur de loess'],
    ['Œ Æ ß Ø', 'oe ae ss o'],
    ['LYCÉE (DES MÉTIERS)', 'lycee des metiers'],
    ['2NDPRO', '2ndpro'],
    ['', ''],
    ['—', ''],
  ])('folds %j', (texte, replie) => {
    expect(replier(texte)).toBe(replie);
  });

  it('is idempotent, indifferent to case and to how accents are encoded', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[A-Za-zÀ-ÿ' -]{0,20}$/)), (texte) => {
        const replie = replier(texte);
        expect(replier(replie)).toBe(replie);
        expect(replier(texte.normalize('NFD'))).toBe(replie);
        expect(replie).toBe(replie.trim());
        expect(replie).not.toMatch(/ {2}/);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zà-ö' -]{0,20}$/), (texte) => {
        expect(replier(texte.toUpperCase())).toBe(replier(texte));
      }),
    );
  });

  it('gives the words', () => {
    expect(mots(' Van der-Auwera, Séléna ')).toEqual(['van', 'der', 'auwera', 'selena']);
    expect(mots('…')).toEqual([]);
  });
});
