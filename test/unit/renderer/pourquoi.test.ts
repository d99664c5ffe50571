import { describe, expect, it } from 'vitest';
import {
  calendrier,
  type Pourquoi,
  periodeDe,
  phraseCalendrier,
  premierRecours,
  quiPour,
  recours,
  textePret,
} from '../../../renderer/features/listes/pourquoi-textes.ts';
import { constatTextes } from '../../../renderer/features/listes/textes.ts';
import { type ConstatListe, constatListe } from '../../../shared/contract/ipc/listes.ts';

const carte = (...constats: ConstatListe[]) => ({ local: false, constats });

describe('the calendar', () => {
  it('knows where a day of the year stands', () => {
    const at = (mois: number, jour: number) => periodeDe(mois - 1, jour);
    expect([at(1, 15), at(5, 31), at(6, 1), at(6, 7), at(6, 8), at(6, 24), at(6, 30), at(7, 1)]).toEqual([
      'avant',
      'avant',
      'premieres-listes',
      'premieres-listes',
      'entre',
      'mise-a-jour',
      'mise-a-jour',
      'apres',
    ]);
    expect([at(7, 31), at(8, 31), at(9, 1), at(11, 22), at(12, 31)]).toEqual(['apres', 'apres', null, null, null]);
    expect(phraseCalendrier(null)).toMatch(/^La campagne de cette année est finie/);
    expect(phraseCalendrier('entre')).not.toMatch(/finie/);
    expect(calendrier.map(({ periode }) => periode)).toContain(at(6, 15));
  });
});

describe('whom to write to', () => {
  const saio = recours.find(({ cle }) => cle === 'saio') ?? { cle: 'saio' as const, qui: '' };

  it('asks the catalogue when no relation came, the rectorat when a list is empty, the help desk for a reception', () => {
    expect(premierRecours([], 'entre')).toBe('carif-oref');
    expect(premierRecours([{ local: true, constats: [] }], 'entre')).toBe('carif-oref');
    expect(premierRecours([carte('LISTE_VIDE')], 'entre')).toBe('saio');
    expect(premierRecours([carte('INDISPONIBLE')], 'entre')).toBe('carif-oref');
    expect(premierRecours([carte('JAMAIS_TRANSMISE'), carte('LIGNES_ILLISIBLES')], 'avant')).toBe('assistance');
  });

  it('asks nobody before June for a list that is not due, nor for lists that are there', () => {
    expect(premierRecours([carte('JAMAIS_TRANSMISE')], 'avant')).toBeNull();
    expect(premierRecours([carte('JAMAIS_TRANSMISE')], 'entre')).toBe('saio');
    expect(premierRecours([carte()], 'entre')).toBeNull();
  });

  it('names the académies as French does', () => {
    expect(quiPour(saio, [])).toBe('Le SAIO du rectorat');
    expect(quiPour(saio, ['Aix-Marseille'])).toBe('Le SAIO du rectorat de l’académie d’Aix-Marseille');
    expect(quiPour(saio, ['Lyon', 'La Réunion'])).toBe('Le SAIO du rectorat des académies de Lyon et de La Réunion');
    expect(quiPour({ cle: 'assistance', qui: 'L’assistance' }, ['Lyon'])).toBe('L’assistance');
  });

  it('explains every finding in a whole sentence', () => {
    for (const constat of constatListe.options) expect(constatTextes[constat]).toMatch(/^\p{Lu}.*\.$/u);
  });
});

describe('the message to copy', () => {
  const pourquoi: Pourquoi = {
    compte: { nom: 'CFA DES TROIS FOURNEAUX', role: 'responsable', siret: '99998000600012' },
    etablissements: [
      { role: 'responsable', nom: 'CFA des Trois Fourneaux', ville: null, siret: '99998000600012', uai: '0699901M' },
      { role: 'formateur', nom: 'UFA de l’Invention', ville: 'Saint-Étienne', siret: '99998100400016', uai: null },
    ],
    academies: ['Lyon'],
    derniereReussiteLe: null,
  };

  it('bears the numbers that the addressee needs, and no address that nobody gave', () => {
    for (const { cle } of recours) {
      const texte = textePret(cle, pourquoi);
      expect(texte).toContain('- responsable : CFA des Trois Fourneaux, SIRET 99998000600012, UAI 0699901M');
      expect(texte).toContain('- formateur : UFA de l’Invention (Saint-Étienne), SIRET 99998100400016, UAI non connu');
      expect(texte).toContain('Compte responsable : CFA DES TROIS FOURNEAUX, SIRET 99998000600012');
      expect(texte).not.toMatch(/@|https?:|\b0[1-9](?: ?\d\d){4}\b/);
      expect(texte.startsWith('Bonjour,\n')).toBe(true);
    }
    expect(new Set(recours.map(({ cle }) => textePret(cle, pourquoi))).size).toBe(recours.length);
  });

  it('can be written by a délégué whom no relation reaches', () => {
    const texte = textePret('carif-oref', {
      ...pourquoi,
      compte: { nom: 'Léa Martin', role: 'delegue', siret: null },
      etablissements: [],
    });
    expect(texte).toContain('Aucun établissement n’est rattaché à ce compte.');
    expect(texte).toContain('Compte délégué : Léa Martin\n');
  });
});
