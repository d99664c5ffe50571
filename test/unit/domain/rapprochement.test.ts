import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleCourriel,
  type Porteurs,
  partageMax,
  rapprocher,
  reunir,
  type Signalement,
  type SignalementEntree,
  signaler,
} from '../../../shared/domain/rapprochement.ts';

const mere = '+33639981201';
const fixe = '+33478000001';
const rien: SignalementEntree = {
  ine: null,
  noms: [],
  prenomsAutres: [],
  demandeurs: [],
  telephones: [],
  courriels: [],
};
const eleve = (nom: string, prenom: string, over: Partial<SignalementEntree> = {}) =>
  signaler({ ...rien, noms: [{ nom, prenom }], telephones: [mere], ...over });
/** A parent who left their own name and no other. */
const parent = (nom: string, prenom: string, over: Partial<SignalementEntree> = {}) =>
  signaler({ ...rien, demandeurs: [{ nom, prenom }], telephones: [mere], ...over });

const deux = (): Porteurs => ({ candidats: 2, nommes: 2 });
const genre = (a: Signalement, b: Signalement, porteurs: (contact: string) => Porteurs = deux) =>
  rapprocher(a, b, porteurs)?.genre ?? null;

describe('the same names', () => {
  const ines = eleve('VAUTRIN', 'Inès', { telephones: [mere, fixe] });
  const cases: readonly [string, string, string, 'personne' | 'famille'][] = [
    ['in another case and without accents', 'Vautrin', 'INES', 'personne'],
    ['in the other order', 'Inès', 'Vautrin', 'personne'],
    ['with another first name', 'Vautrin', 'Hugo', 'famille'],
    ['with another surname', 'Morel', 'Inès', 'famille'],
    ['with half of it', 'Vautrin', '', 'famille'],
  ];
  test.each(cases)('%s', (_, nom, prenom, expected) => {
    expect(genre(ines, eleve(nom, prenom))).toBe(expected);
  });

  test('say nothing without a shared contact', () => {
    expect(genre(ines, eleve('VAUTRIN', 'Inès', { telephones: ['+33639981299'] }))).toBeNull();
  });

  test('count by a shared address too, whatever its case', () => {
    const a = eleve('VAUTRIN', 'Inès', { telephones: [], courriels: ['Ines.V@exemple.fr '] });
    const b = eleve('Vautrin', 'Ines', { telephones: [], courriels: ['ines.v@EXEMPLE.fr'] });
    expect(rapprocher(a, b, deux)).toEqual({ genre: 'personne', parNom: true, contacts: ['ines.v@exemple.fr'] });
  });

  test('and what is shared is the evidence, nothing else', () => {
    expect(rapprocher(ines, eleve('Vautrin', 'Inès'), deux)?.contacts).toEqual([mere]);
  });
});

describe('compound names', () => {
  const pairs: readonly [string, [string, string], [string, string], 'personne' | 'famille'][] = [
    ['a hyphen is a space', ['LE GOFF', 'JEAN PIERRE'], ['Le Goff', 'Jean-Pierre'], 'personne'],
    ['a space is nothing', ['LE GOFF', 'Anna'], ['Legoff', 'Anna'], 'personne'],
    ['an apostrophe is nothing', ["D'ALMEIDA", 'Noé'], ['Dalmeida', 'Noe'], 'personne'],
    ['a part of it is somebody else', ['LE GOFF', 'Jean-Pierre'], ['Le Goff', 'Jean'], 'famille'],
    ['a part of a double surname too', ['MARTIN DUPONT', 'Léa'], ['Martin', 'Léa'], 'famille'],
  ];
  test.each(pairs)('%s', (_, [nom, prenom], [autreNom, autrePrenom], expected) => {
    expect(genre(eleve(nom, prenom), eleve(autreNom, autrePrenom))).toBe(expected);
  });

  test('the next first names of a list may follow the first one, or stand alone', () => {
    const liste = eleve('ROUX', 'Marie', { ine: '123456789AB', prenomsAutres: ['Louise', 'Anne'] });
    expect(genre(liste, eleve('Roux', 'Marie-Louise'))).toBe('personne');
    expect(genre(liste, eleve('Roux', 'Louise'))).toBe('personne');
    expect(genre(liste, eleve('Roux', 'Anne-Louise'))).toBe('famille');
  });

  test('sisters of the lists who bear each other’s first name stay two', () => {
    const ines = eleve('ROUX', 'Inès', { ine: '1', prenomsAutres: ['Léa'] });
    const lea = eleve('ROUX', 'Léa', { ine: '2', prenomsAutres: ['Inès'] });
    expect(genre(ines, lea)).toBe('famille');
  });
});

describe('a parent who asked', () => {
  const lina = eleve('BENALI', 'Lina', { ine: '1' });
  const samir = eleve('BENALI', 'Samir', { ine: '2' });

  test('in the name of the pupil is the pupil', () => {
    const asked = eleve('Benali', 'Lina', { demandeurs: [{ nom: 'Benali', prenom: 'Nadia' }] });
    expect(genre(asked, lina)).toBe('personne');
    expect(genre(asked, samir)).toBe('famille');
  });

  test('in her own name is taken for the only pupil whom she can be reached for', () => {
    expect(genre(parent('Benali', 'Nadia'), lina, () => ({ candidats: 2, nommes: 1 }))).toBe('personne');
  });

  test('in her own name is the family of two', () => {
    const porteurs = (): Porteurs => ({ candidats: 3, nommes: 2 });
    expect(genre(parent('Benali', 'Nadia'), lina, porteurs)).toBe('famille');
    expect(genre(parent('Benali', 'Nadia'), samir, porteurs)).toBe('famille');
  });

  test('is known by one contact of two when the other is shared', () => {
    const nadia = parent('Benali', 'Nadia', { courriels: ['nadia@exemple.fr'] });
    const suivie = eleve('BENALI', 'Lina', { courriels: ['nadia@exemple.fr'] });
    const porteurs = (contact: string): Porteurs => ({ candidats: 2, nommes: contact === mere ? 2 : 1 });
    expect(genre(nadia, suivie, porteurs)).toBe('personne');
    expect(genre(nadia, samir, porteurs)).toBe('famille');
  });

  test('twice, of no pupil, is asked about as one', () => {
    expect(genre(parent('Benali', 'Nadia'), parent('BENALI', 'NADIA'))).toBe('personne');
    expect(genre(parent('Benali', 'Nadia'), parent('Benali', 'Karim'))).toBe('famille');
  });

  test('who was another pupil’s parent too shares a name that does not say which child', () => {
    const asked = eleve('Benali', 'Lina', { demandeurs: [{ nom: 'Benali', prenom: 'Nadia' }] });
    expect(rapprocher(parent('Benali', 'Nadia'), asked, deux)).toMatchObject({ genre: 'famille', parNom: true });
  });

  test('and is the pupil who ticked the wrong box', () => {
    expect(genre(parent('Benali', 'Lina'), lina)).toBe('personne');
  });
});

describe('a contact of many', () => {
  test('is evidence for a family of eight, not for a school', () => {
    const [a, b] = [eleve('ROUX', 'Léa'), eleve('Roux', 'Lea')];
    expect(genre(a, b, () => ({ candidats: partageMax, nommes: 8 }))).toBe('personne');
    expect(genre(a, b, () => ({ candidats: partageMax + 1, nommes: 9 }))).toBeNull();
  });

  test('leaves the other ones to speak', () => {
    const [a, b] = [
      eleve('ROUX', 'Léa', { telephones: [mere, fixe] }),
      eleve('Roux', 'Lea', { telephones: [mere, fixe] }),
    ];
    const porteurs = (contact: string): Porteurs => ({ candidats: contact === fixe ? 400 : 2, nommes: 2 });
    expect(rapprocher(a, b, porteurs)?.contacts).toEqual([mere]);
  });
});

test('what is not an address is not a contact', () => {
  expect(['Pas d’adresse', 'a b@c', '@', 'x@', ' A@B.fr'].map(cleCourriel)).toEqual(['', '', '', '', 'a@b.fr']);
});

const prenoms = fc.constantFrom('Léa', 'LEA', 'Inès', 'Jean-Pierre', 'Jean', 'Nadia', '');
const noms = fc.constantFrom('Roux', 'ROUX', 'Le Goff', 'Legoff', 'Inès');
const ecrits = fc.array(fc.record({ nom: noms, prenom: prenoms }), { maxLength: 3 });
const entree: fc.Arbitrary<SignalementEntree> = fc.record({
  ine: fc.constantFrom(null, '1', '2'),
  noms: ecrits,
  prenomsAutres: fc.array(prenoms, { maxLength: 2 }),
  demandeurs: ecrits,
  telephones: fc.subarray([mere, fixe, '+33639981202']),
  courriels: fc.subarray(['a@exemple.fr', ' A@exemple.fr', 'b@exemple.fr', 'rien']),
});
const compte = fc.record({ candidats: fc.integer({ min: 2, max: 10 }), nommes: fc.integer({ min: 0, max: 3 }) });

describe('the rule', () => {
  test('is symmetric', () => {
    fc.assert(
      fc.property(entree, entree, compte, (a, b, porteurs) => {
        const [x, y] = [signaler(a), signaler(b)];
        expect(rapprocher(x, y, () => porteurs)).toEqual(rapprocher(y, x, () => porteurs));
      }),
    );
  });

  test('does not depend on the order of what is known', () => {
    fc.assert(
      fc.property(entree, (one) => {
        const turned = {
          ...one,
          noms: one.noms.toReversed(),
          demandeurs: one.demandeurs.toReversed(),
          telephones: one.telephones.toReversed(),
          courriels: one.courriels.toReversed(),
        };
        expect(signaler(turned)).toEqual(signaler(one));
      }),
    );
  });

  test('does not depend on how a person is cut into dossiers', () => {
    fc.assert(
      fc.property(fc.array(entree, { minLength: 1, maxLength: 4 }), fc.nat(4), (parts, cut) => {
        const all = parts.map(signaler);
        const whole = reunir(all);
        expect(reunir(all.toReversed())).toEqual(whole);
        expect(reunir([reunir(all.slice(0, cut)), reunir(all.slice(cut))])).toEqual(whole);
      }),
    );
  });

  test('proposes nothing without a contact that both have', () => {
    fc.assert(
      fc.property(entree, entree, compte, (a, b, porteurs) => {
        const [x, y] = [signaler(a), signaler(b)];
        const found = rapprocher(x, y, () => porteurs);
        for (const contact of found?.contacts ?? []) {
          expect(x.contacts).toContain(contact);
          expect(y.contacts).toContain(contact);
        }
        expect(found?.contacts.length ?? 1).toBeGreaterThan(0);
        if (porteurs.candidats > partageMax) expect(found).toBeNull();
      }),
    );
  });
});
