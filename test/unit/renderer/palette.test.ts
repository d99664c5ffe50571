import { describe, expect, it } from 'vitest';
import { type Contexte, commandesDe, trouver } from '../../../renderer/features/palette/commandes.ts';

const contexte = (changes: Partial<Contexte> = {}): Contexte => ({
  ecran: 'candidats',
  aPersonne: true,
  sansServeur: false,
  singleKeys: true,
  vues: [],
  ...changes,
});
const mots = (changes: Partial<Contexte> = {}): string[] => commandesDe(contexte(changes)).map(({ mot }) => mot);
const touche = (mot: string, changes: Partial<Contexte> = {}) =>
  commandesDe(contexte(changes)).find((commande) => commande.mot === mot)?.touche;
const trouves = (texte: string, changes: Partial<Contexte> = {}): string[] =>
  trouver(commandesDe(contexte(changes)), texte).map(({ mot }) => mot);

const surUnePersonne = ['Appeler', 'Noter un appel reçu', 'Prévoir un rappel', 'Écrire une note', 'Affecter'];

describe('what is offered', () => {
  it('is about a person only where one is shown', () => {
    expect(mots()).toEqual(expect.arrayContaining(surUnePersonne));
    for (const nowhere of [{ aPersonne: false }, { ecran: 'listes' }, { ecran: 'equipe' }] as const)
      for (const mot of surUnePersonne) expect(mots(nowhere)).not.toContain(mot);
  });

  it('is what the open screen can do', () => {
    expect(mots({ ecran: 'appels' })).toContain('Passer à la personne suivante');
    expect(mots()).not.toContain('Passer à la personne suivante');
    expect(mots({ ecran: 'appels' })).toEqual(
      expect.arrayContaining(['Appeler', 'Écrire une note', 'Affecter', 'Écrire à la famille', 'Ouvrir la fiche']),
    );
    // What needs the whole sheet is done there, one key away.
    expect(mots({ ecran: 'appels' })).not.toContain('Donner un créneau');
    expect(mots({ ecran: 'agenda' })).toContain('Générer une série de créneaux');
    expect(mots()).not.toContain('Générer une série de créneaux');
    expect(mots()).toContain('Imprimer la feuille d’appel');
    expect(mots({ ecran: 'equipe' })).not.toContain('Exporter');
  });

  it('leaves out the screen that is open, and those that a poste alone has not', () => {
    expect(mots()).not.toContain('Candidats');
    expect(mots()).toEqual(expect.arrayContaining(['Accueil', 'Appels', 'Demandes', 'Agenda', 'Listes', 'Équipe']));
    for (const mot of ['Demandes', 'Agenda', 'Donner un créneau'])
      expect(mots({ sansServeur: true })).not.toContain(mot);
  });

  it('shows each key as it must be pressed', () => {
    expect(touche('Appeler')).toBe('A');
    expect(touche('Appeler', { singleKeys: false })).toBe('Ctrl A');
    expect(touche('Verrouiller', { singleKeys: false })).toBe('Ctrl L');
    expect(touche('Réglages de ce poste')).toBeNull();
  });

  it('ends with the saved views', () => {
    const valeur = {
      nom: 'Lyon, à rappeler',
      filtres: {},
      tri: 'nom',
      sens: 'croissant',
      colonnes: [],
    } as const;
    const vues = [{ id: 'a0000000-0000-4000-8000-000000000001', valeur: { ...valeur, colonnes: [] } }];
    const vue = commandesDe(contexte({ vues })).at(-1);
    expect(vue).toMatchObject({ mot: 'Lyon, à rappeler', groupe: 'Vues enregistrées' });
    expect(trouves('lyon', { vues })).toEqual(['Lyon, à rappeler']);
  });

  it('has one id a line', () => {
    const ids = commandesDe(contexte()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('finding by words', () => {
  it('reads the beginning of words, without accents, capitals or apostrophes', () => {
    expect(trouves('verr')).toEqual(['Verrouiller']);
    expect(trouves('EQUIPE')).toEqual(['Équipe']);
    expect(trouves("qui m'app")).toEqual(['Qui m’appelle ?']);
    expect(trouves('rappel prev')).toEqual(['Prévoir un rappel']);
  });

  it('asks for every word, and finds nothing where nothing answers', () => {
    expect(trouves('verrouiller lyon')).toEqual([]);
    expect(trouves('zzz')).toEqual([]);
  });

  it('shows everything for nothing typed', () => {
    expect(trouves('  ')).toEqual(mots());
  });
});
