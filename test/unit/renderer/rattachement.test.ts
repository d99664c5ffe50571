import { describe, expect, it } from 'vitest';
import {
  aProposer,
  type ListeARattacher,
  phraseCible,
  phraseDisparition,
  phraseFin,
  phraseNouveaux,
  phrasePreuve,
  phraseRejoint,
  phraseRestes,
  phraseRetrouves,
  phraseSaisies,
} from '../../../renderer/features/rattachement/textes.ts';

const liste = (over: Partial<ListeARattacher> = {}): ListeARattacher => ({
  flux: 'local:00000000-0000-4000-8000-000000000001',
  nom: 'Lyon',
  candidats: 34,
  retrouves: 31,
  limites: 0,
  sansSuite: 0,
  saisies: 12,
  destinations: [{ flux: '00000000-0000-4000-8000-000000000002', nom: 'CFA des Trois Fourneaux' }],
  ...over,
});

describe('what is said before a list is given to the server', () => {
  it('tells how many of its people the server knows', () => {
    expect(phraseRetrouves(liste())).toBe('31 des 34 personnes de cette liste sont aussi dans les listes du serveur.');
    expect(phraseRetrouves(liste({ retrouves: 1 }))).toBe(
      '1 des 34 personnes de cette liste est aussi dans les listes du serveur.',
    );
    expect(phraseRetrouves(liste({ retrouves: 0 }))).toContain('Aucune des 34 personnes');
    expect(phraseRetrouves(liste({ retrouves: 34 }))).toContain('sont toutes dans');
    expect(phraseRetrouves(liste({ candidats: 1, retrouves: 1 }))).toContain('La seule personne');
    expect(phraseRetrouves(liste({ candidats: 1, retrouves: 0 }))).toContain('n’est pas dans');
  });

  it('tells what becomes of the saisies and of those whom nobody knows', () => {
    expect(phraseSaisies(12)).toBe('Les 12 saisies faites sur cette liste seront envoyées au serveur.');
    expect(phraseSaisies(1)).toBe('La saisie faite sur cette liste sera envoyée au serveur.');
    expect(phraseSaisies(0)).toContain('Aucune saisie');
    expect(phraseNouveaux(liste())).toMatch(/^3 personnes n’y sont pas : un nouveau dossier est ouvert pour chacune/);
    expect(phraseNouveaux(liste({ retrouves: 33 }))).toMatch(/^1 personne n’y est pas/);
    expect(phraseNouveaux(liste({ retrouves: 34 }))).toBeNull();
    expect(phraseRejoint(liste({ retrouves: 0 }))).toBe('');
    expect(phraseRejoint(liste({ retrouves: 1 }))).toContain('sa fiche');
  });

  it('tells the proof of each person and where she goes', () => {
    expect(phrasePreuve('ine-cle')).toContain('clé ministère éducatif');
    expect(phrasePreuve('ine-mef-uai')).toContain('UAI');
    expect(phrasePreuve(null)).toBe('Non retrouvée avec certitude');
    expect(phraseCible({ cible: { flux: 'x', nomListe: 'Serveur' } }, 'Autre')).toBe('Serveur');
    expect(phraseCible({ cible: null }, 'Autre')).toBe('nouveau dossier dans Autre');
  });

  it('tells at the end what leaves', () => {
    expect(phraseFin(34, 12, 3)).toBe(
      '34 personnes sont maintenant dans les listes du serveur. 12 saisies et 3 nouveaux dossiers partent au serveur dès que possible.',
    );
    expect(phraseFin(1, 1, 0)).toContain('1 saisie part au serveur');
    expect(phraseFin(2, 0, 0)).toBe('2 personnes sont maintenant dans les listes du serveur.');
  });

  it('is said of no list that has nowhere to go', () => {
    const lists = [liste(), liste({ destinations: [] }), liste({ candidats: 0, retrouves: 0 })];
    expect(aProposer(lists)).toEqual([lists[0]]);
  });
});

describe('what is said of those who are not given', () => {
  it('counts them out of the new dossiers, and says why', () => {
    const one = liste({ candidats: 34, retrouves: 31, limites: 1, sansSuite: 1 });
    expect(phraseNouveaux(one)).toMatch(/^1 personne n’y est pas/);
    expect(phraseRestes(one)).toBe(
      '1 personne dont les données sont gelées reste dans la liste de ce poste : ces données ne partent pas au serveur. 1 personne retirée de la liste ou effacée n’est pas rattachée : rien n’a été noté pour elle.',
    );
    expect(phraseRestes(liste({ sansSuite: 2 }))).toContain(
      '2 personnes retirées de la liste ou effacées ne sont pas rattachées : rien n’a été noté pour elles.',
    );
    expect(phraseRestes(liste())).toBeNull();
    expect(phraseDisparition('Lyon', 1)).toContain('ne garde ensuite que les données gelées');
    expect(phraseDisparition('Lyon', 0)).toContain('est ensuite retirée');
  });

  it('proposes no list that only keeps frozen people', () => {
    expect(aProposer([liste({ candidats: 2, retrouves: 0, limites: 2 })])).toEqual([]);
  });
});
