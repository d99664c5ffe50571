import { describe, expect, it } from 'vitest';
import {
  formats,
  mergeTravail,
  phraseAvance,
  phraseCandidats,
  phraseRefus,
  phraseTravail,
  pourcentage,
  shownTravaux,
} from '../../../renderer/features/exports/textes.ts';
import { phraseErreur } from '../../../renderer/textes/erreurs.ts';
import { formatExport } from '../../../shared/contract/ipc/exports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const work = (n: number, over: Partial<Travail> = {}): Travail => ({
  travail: id(n),
  genre: 'export',
  etat: 'en-cours',
  fait: 0,
  total: null,
  code: null,
  details: null,
  resultat: null,
  ...over,
});

describe('the export window', () => {
  it('offers every format once, in one line each', () => {
    expect(formats.map(({ format }) => format)).toEqual(formatExport.options);
  });

  it('says how many people, and does not pretend to have counted beyond the bound', () => {
    expect(phraseCandidats({ candidats: 1, plus: false })).toBe('1 candidat');
    expect(phraseCandidats({ candidats: 143, plus: false })).toBe('143 candidats');
    expect(phraseCandidats({ candidats: 10_000, plus: true })).toBe('plus de 10\u202f000 candidats');
  });
});

describe('why an export was refused', () => {
  it('speaks of the PIN where there is no server to sign in to', () => {
    expect(phraseRefus('CONNEXION_RECENTE_REQUISE', true)).toMatch(/^Le code PIN /);
    expect(phraseRefus('CONNEXION_RECENTE_REQUISE', true)).not.toMatch(/reconnecter/i);
    expect(phraseRefus('CONNEXION_RECENTE_REQUISE', false)).toMatch(/Se reconnecter/);
    expect(phraseRefus('DISQUE_PLEIN', true)).toBe(phraseErreur('DISQUE_PLEIN'));
  });

  it('blames no server for what this poste does alone', () => {
    for (const said of [
      phraseRefus('OCCUPE', false),
      phraseTravail(work(1, { etat: 'echec', code: 'OCCUPE' })),
      phraseTravail(work(1, { genre: 'import', etat: 'echec', code: 'OCCUPE' })),
    ]) {
      expect(said).toMatch(/Recommencer dans un instant/);
      expect(said).not.toMatch(/serveur/);
    }
  });
});

describe('what a long work says', () => {
  it('tells its start, how far it is, and its end', () => {
    expect(phraseTravail(work(1))).toBe('Export en cours');
    expect(phraseAvance({ genre: 'export', fait: 1_200, total: 2_430 })).toBe('1\u202f200 sur 2\u202f430 candidats');
    expect(phraseAvance({ genre: 'lecture', fait: 1, total: null })).toBe('1 ligne');
    expect(phraseTravail(work(1, { etat: 'fini', resultat: { nombre: 187, flux: [] } }))).toBe(
      'Export enregistré : 187 candidats.',
    );
    const imported = work(1, { genre: 'import', etat: 'fini', resultat: { nombre: 1, flux: [] } });
    expect(phraseTravail(imported)).toBe('Import terminé : 1 vœu ajouté, modifié ou retiré.');
    expect(phraseTravail(work(1, { etat: 'annule' }))).toBe('Export annulé : aucun fichier n’a été enregistré.');
    expect(phraseTravail(work(1, { etat: 'echec', code: 'DISQUE_PLEIN' }))).toMatch(
      /^L’export a échoué, aucun fichier n’a été enregistré\. Le disque est plein\./,
    );
  });

  it('never passes its end, and has no share while the end is unknown', () => {
    expect(pourcentage({ fait: 50, total: 200 })).toBe(25);
    expect(pourcentage({ fait: 250, total: 200 })).toBe(100);
    expect(pourcentage({ fait: 3, total: null })).toBeNull();
    expect(pourcentage({ fait: 0, total: 0 })).toBeNull();
  });
});

describe('the works that the page knows', () => {
  it('replaces what changed, and keeps to what the channel may answer', () => {
    const known = Array.from({ length: 20 }, (_, n) => work(n));
    const changed = work(3, { fait: 7 });
    const merged = mergeTravail(known, changed) ?? [];
    expect(merged).toHaveLength(20);
    expect(merged.filter(({ travail }) => travail === id(3))).toEqual([changed]);
    expect(mergeTravail(known, work(30))).toHaveLength(20);
  });

  it('does not make a whole answer of one event', () => {
    expect(mergeTravail(undefined, work(1))).toBeNull();
  });

  it('shows what runs, and each end until it is put away', () => {
    const travaux = [
      work(1),
      work(2, { etat: 'fini' }),
      work(3, { etat: 'echec' }),
      work(4, { genre: 'lecture', etat: 'fini' }),
      work(5, { genre: 'lecture', etat: 'echec' }),
    ];
    const shown = (seen: number[]) => shownTravaux(travaux, new Set(seen.map(id))).map(({ travail }) => travail);
    expect(shown([])).toEqual([id(1), id(2), id(3), id(5)]);
    expect(shown([1, 2, 3])).toEqual([id(1), id(5)]);
  });
});
