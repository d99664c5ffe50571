import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actesEffectifs, comparerActes, comparerActesEntreFlux } from '../../../../shared/domain/actes/effectifs.ts';
import { faitsADepartager, foldFaits } from '../../../../shared/domain/faits.ts';
import { accepte, acteFictif, enAttente, mere, pere, uuidDe } from '../actes-fictifs.ts';

const note = (rang: number, flux = uuidDe(1, 0xf1)) => acteFictif(uuidDe(rang), 'note', { texte: 'x' }, { flux });
const lundi = '2027-06-07T08:00:00.000Z';
const mardi = '2027-06-08T08:00:00.000Z';

describe('the order of actes', () => {
  it('inside a flux is seq, then local order, then nothing but the id', () => {
    const liste = [
      enAttente(note(1), 2),
      enAttente(note(2), 1),
      accepte(note(3), 7, lundi),
      accepte(note(4), 5, mardi),
      enAttente(note(5), 1),
    ];
    expect(liste.sort(comparerActes).map((un) => un.acte.id)).toEqual([4, 3, 2, 5, 1].map((rang) => uuidDe(rang)));
  });

  it('across flux is reception, then flux, then seq, unsent ones last', () => {
    const [a, b] = [uuidDe(1, 0xf1), uuidDe(2, 0xf1)];
    const liste = [
      enAttente(note(1, a), 1),
      accepte(note(2, b), 1, mardi),
      accepte(note(3, a), 9, mardi),
      accepte(note(4, b), 8, lundi),
      accepte(note(5, a), 3, lundi),
      accepte(note(6, b), 2, mardi),
    ];
    expect(liste.sort(comparerActesEntreFlux).map((un) => un.acte.id)).toEqual(
      [5, 4, 3, 2, 6, 1].map((rang) => uuidDe(rang)),
    );
  });

  it('is total: two different actes are never equal', () => {
    const quelconque = fc
      .tuple(fc.nat({ max: 3 }), fc.option(fc.nat({ max: 2 }), { nil: null }), fc.nat({ max: 1 }))
      .map(([rang, seq, local]) => (seq === null ? enAttente(note(rang), local) : accepte(note(rang), seq)));
    fc.assert(
      fc.property(quelconque, quelconque, (x, y) => {
        expect(comparerActes(x, y) + comparerActes(y, x)).toBe(0);
        if (comparerActes(x, y) === 0) expect(x.acte.id).toBe(y.acte.id);
      }),
    );
  });
});

describe('an acte that stands for another', () => {
  const parque = note(1);
  const remplacant = acteFictif(uuidDe(2), 'note', { texte: 'y' }, { corrige: parque.id });

  it('takes the place of a parked one', () => {
    expect(actesEffectifs([enAttente(parque, 1), enAttente(remplacant, 2)]).map((un) => un.id)).toEqual([
      remplacant.id,
    ]);
  });

  it('never hides an accepted one', () => {
    expect(actesEffectifs([accepte(parque, 1), enAttente(remplacant, 2)]).map((un) => un.id)).toEqual([
      parque.id,
      remplacant.id,
    ]);
  });
});

describe('what a person has to settle', () => {
  it('is listed in a stable order', () => {
    const dire = (rang: number, numero: string, etat: string) =>
      accepte(acteFictif(uuidDe(rang), 'numero', { numero, etat }), rang);
    const actes = [
      dire(1, pere, 'confirme'),
      dire(2, pere, 'invalide'),
      dire(3, mere, 'confirme'),
      dire(4, mere, 'invalide'),
    ];
    expect(faitsADepartager(foldFaits(actes))).toEqual([`numero:${mere}`, `numero:${pere}`]);
  });
});
