import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { empreinte } from '../../../shared/contract/primitives.ts';
import { ajouter, deplacer, empreinteVide, soustraire, texteEmpreinte } from '../../../shared/domain/empreinte.ts';
import { octetsUtf8 } from '../../../shared/domain/octets.ts';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('the empreinte', () => {
  it('adds and takes out as inverses, in any order', () => {
    fc.assert(
      fc.property(hex, hex, hex, (a, b, c) => {
        expect(soustraire(ajouter(a, b), b)).toBe(a);
        expect(ajouter(soustraire(a, b), b)).toBe(a);
        expect(ajouter(a, b)).toBe(ajouter(b, a));
        expect(ajouter(ajouter(a, b), c)).toBe(ajouter(a, ajouter(b, c)));
        expect(ajouter(a, empreinteVide)).toBe(a);
        expect(soustraire(a, a)).toBe(empreinteVide);
        expect(empreinte.safeParse(soustraire(a, b)).success).toBe(true);
      }),
    );
  });

  it('wraps at 2^256', () => {
    const un = '1'.padStart(64, '0');
    expect(ajouter('f'.repeat(64), un)).toBe(empreinteVide);
    expect(soustraire(empreinteVide, un)).toBe('f'.repeat(64));
  });

  it('moves many at once as one after the other', () => {
    fc.assert(
      fc.property(hex, fc.array(hex), fc.array(hex), (a, partis, venus) => {
        expect(deplacer(a, partis, venus)).toBe(venus.reduce(ajouter, partis.reduce(soustraire, a)));
      }),
    );
  });

  it('hashes an id and a version on two lines', () => {
    expect(texteEmpreinte('a', 12)).toBe('a\n12');
  });
});

describe('octetsUtf8', () => {
  it('counts as an encoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (texte) => {
        expect(octetsUtf8(texte)).toBe(new TextEncoder().encode(texte).length);
      }),
    );
    expect(octetsUtf8('\ud800')).toBe(3);
  });
});
