import { describe, expect, it } from 'vitest';
import {
  aDemander,
  duCfa,
  heureAilleurs,
  motifTexte,
  phraseAutresRappels,
  phraseBonjour,
  phrasePresence,
  phraseRang,
  videDe,
  videTexte,
} from '../../../renderer/features/appels/textes.ts';
import { porteeDe } from '../../../renderer/features/appels/use-compte.ts';

// 17 h 31 in Paris, a Tuesday.
const now = Date.parse('2026-06-09T15:31:00.000Z');
const quand = { now, ici: 'Europe/Paris' };

type Entree = Parameters<typeof motifTexte>[0];
const entree = (changes: Partial<Omit<Entree, 'ligne'>> & { ligne?: Partial<Entree['ligne']> }): Entree => ({
  motif: 'rappel',
  le: null,
  fuseau: 'Europe/Paris',
  memeDemiJournee: false,
  famille: null,
  ...changes,
  ligne: {
    essais: 0,
    dernierAppel: null,
    prochaineAction: { quoi: 'rappeler', le: null, precision: 'heure' },
    ...changes.ligne,
  },
});

describe('why she is in the queue', () => {
  it('says what was promised, and lets a quarter of an hour pass before it is late', () => {
    const rappel = entree({ le: '2026-06-09T15:30:00.000Z' });
    expect(motifTexte(rappel, quand, false)).toEqual({
      mot: 'rappel prévu pour 17 h 30',
      ton: 'rappel',
      enRetard: false,
    });
    const late = entree({ le: '2026-06-09T15:00:00.000Z' });
    expect(motifTexte(late, quand, true)).toEqual({ mot: 'rappel 17 h, en retard', ton: 'rappel', enRetard: true });
    const yesterday = entree({ le: '2026-06-08T15:00:00.000Z' });
    expect(motifTexte(yesterday, quand, true).mot).toBe('rappel hier 17 h, en retard');
  });

  it('is a promise once somebody of the family was on the line, a plan otherwise', () => {
    const apres = (disposition: string): string =>
      motifTexte(
        entree({
          le: '2026-06-09T15:30:00.000Z',
          ligne: { dernierAppel: { le: '2026-06-08T15:30:00.000Z', disposition, operateur: null } },
        }),
        quand,
        false,
      ).mot;
    expect(apres('RAPPELER')).toBe('rappel promis pour 17 h 30');
    expect(apres('JOINT')).toBe('rappel promis pour 17 h 30');
    expect(apres('SANS_REPONSE')).toBe('rappel prévu pour 17 h 30');
  });

  it('takes a day for a whole day', () => {
    const jour = { prochaineAction: { quoi: 'rappeler', le: null, precision: 'jour' as const } };
    const today = entree({ le: '2026-06-09T08:00:00.000Z', ligne: jour });
    expect(motifTexte(today, quand, false)).toMatchObject({
      mot: 'rappel prévu pour aujourd’hui',
      enRetard: false,
    });
    expect(motifTexte(entree({ le: '2026-06-08T08:00:00.000Z', ligne: jour }), quand, true)).toMatchObject({
      mot: 'rappel hier, en retard',
      enRetard: true,
    });
  });

  it('words the hour where the site is', () => {
    const island = entree({ le: '2026-06-09T15:30:00.000Z', fuseau: 'Indian/Reunion' });
    expect(motifTexte(island, quand, false).mot).toBe('rappel prévu pour 19 h 30, heure de La Réunion');
  });

  it('says before when a demande is to be answered, and that it is late', () => {
    const demande = entree({ motif: 'demande', le: '2026-06-11T16:00:00.000Z' });
    expect(motifTexte(demande, quand, true)).toMatchObject({
      mot: 'répondre avant jeudi 18\u00a0h',
      ton: 'demande',
      enRetard: false,
    });
    const late = entree({ motif: 'demande', le: '2026-06-08T16:00:00.000Z' });
    expect(motifTexte(late, quand, false)).toMatchObject({
      mot: 'demande à répondre avant hier 18\u00a0h, en retard',
      enRetard: true,
    });
  });

  it('counts the tries, and says when the last one was when it was in this half-day', () => {
    const dernierAppel = {
      le: new Date(2026, 5, 8, 17, 40).toISOString(),
      disposition: 'SANS_REPONSE',
      operateur: 'Léa',
    };
    const again = entree({ motif: 'reessai', ligne: { essais: 2, dernierAppel } });
    expect(motifTexte(again, quand, true).mot).toBe('3e essai');
    expect(motifTexte({ ...again, memeDemiJournee: true }, quand, true).mot).toBe('3e essai · dernier hier 17 h 40');
    expect(motifTexte(entree({ motif: 'jamais_appele' }), quand, true).mot).toBe('jamais appelé·e');
  });

  it('says since when a follow-up is planned', () => {
    const suivi = entree({ motif: 'suivi', le: '2026-06-08T08:00:00.000Z' });
    expect(motifTexte(suivi, quand, true)).toMatchObject({
      mot: 'suivi prévu hier 10 h, en retard',
      enRetard: true,
    });
  });

  it('tells the hour at the family’s only where it is another one', () => {
    expect(heureAilleurs('Europe/Paris', quand)).toBeNull();
    expect(heureAilleurs(null, quand)).toBeNull();
    expect(heureAilleurs('Indian/Reunion', quand)).toBe('il est 19 h 31 (La Réunion)');
  });
});

describe('what is said on the phone', () => {
  const voeu = { formation: 'CAP Cuisine', etat: 'actif' as const };
  const bonjour = (
    voeux: Parameters<typeof phraseBonjour>[0]['voeux'],
    demandes: Parameters<typeof phraseBonjour>[0]['demandes'] = [],
  ) => phraseBonjour({ ligne: { formation: null }, voeux, demandes }, 'Léa M.', 'CFA des Trois Fourneaux');

  it('introduces the opérateur and says what the person asked for', () => {
    expect(bonjour([{ formation: 'CAP Coiffure', etat: 'retire' }, voeu])).toBe(
      'Bonjour, je suis Léa du CFA des Trois Fourneaux, vous avez indiqué un vœu pour notre CAP Cuisine.',
    );
    expect(bonjour([voeu], [{ mode: 'rappel', formation: 'BOULANGER (CAP)', suite: 'a_repondre' }])).toContain(
      'vous nous avez demandé un rappel pour notre BOULANGER (CAP).',
    );
    expect(bonjour([], [{ mode: 'message', formation: null, suite: 'suivie' }])).toMatch(/vous nous avez écrit\.$/);
    expect(bonjour([voeu], [{ mode: 'rappel', formation: null, suite: 'repondue' }])).toContain('un vœu pour notre');
    expect(bonjour([])).toContain('je vous appelle au sujet d’une entrée en apprentissage.');
  });

  it('puts the right word before the name of the establishment', () => {
    expect(duCfa(null)).toBe('du CFA');
    expect(duCfa('Lycée professionnel Ampère')).toBe('du Lycée professionnel Ampère');
    expect(duCfa('École des métiers')).toBe('de l’École des métiers');
    expect(duCfa('MFR de Bourgchevreuil')).toBe('de la MFR de Bourgchevreuil');
    expect(duCfa('Arep 48')).toBe('d’Arep 48');
    expect(duCfa('Hélios Formation')).toBe('de Hélios Formation');
    expect(duCfa('Yonne Formation')).toBe('de Yonne Formation');
    expect(duCfa('Compagnons du Devoir')).toBe('de Compagnons du Devoir');
  });

  it('asks for the legal representative, by name where a demande gave it, or for the candidat', () => {
    const ligne = { nom: 'TARDIVEL', prenom: 'Maëlys' };
    const demandeur = { nom: 'TARDIVEL', prenom: 'Sonia' };
    expect(aDemander('responsable', { ligne, demandes: [] })).toBe('le responsable légal');
    expect(aDemander('responsable', { ligne, demandes: [{ auteur: 'parent', demandeur, suite: 'a_repondre' }] })).toBe(
      'Sonia TARDIVEL',
    );
    expect(aDemander('candidat', { ligne, demandes: [] })).toBe('Maëlys');
  });
});

describe('who else has her open', () => {
  it('names people with their poste, and nobody when nobody has', () => {
    expect(phrasePresence([])).toBeNull();
    expect(phrasePresence([{ operateur: 'Karim', poste: 'Accueil-2' }])).toBe(
      'en cours d’appel par Karim (poste Accueil-2)',
    );
    expect(phrasePresence([{ operateur: null, poste: 'Accueil-2' }])).toBe('en cours d’appel sur le poste Accueil-2');
    expect(
      phrasePresence([
        { operateur: 'Karim', poste: 'Accueil-2' },
        { operateur: 'Léa', poste: 'Accueil-1' },
      ]),
    ).toBe('en cours d’appel par Karim (poste Accueil-2) et Léa (poste Accueil-1)');
  });
});

describe('nobody left', () => {
  const etat = { premiereSynchro: false, candidats: 12, passees: 0, portee: 'tous', pourTous: 0 } as const;

  it('says what is truest: the first sync, no list, those who were skipped, the colleagues, nobody', () => {
    expect(videDe({ ...etat, premiereSynchro: true, candidats: 0 })).toBe('premiere');
    expect(videDe({ ...etat, candidats: 0 })).toBe('aucune-liste');
    expect(videDe({ ...etat, passees: 2 })).toBe('reste-passees');
    expect(videDe({ ...etat, portee: 'moi', pourTous: 4 })).toBe('rien-a-moi');
    expect(videDe({ ...etat, portee: 'moi' })).toBe('personne');
    expect(videDe({ ...etat, pourTous: 4 })).toBe('personne');
  });

  it('says when the next one is', () => {
    const with_ = {
      passees: 0,
      pourTous: 4,
      prochaineLe: new Date(2026, 5, 10, 9).toISOString(),
      now,
      sansServeur: false,
    };
    expect(videTexte('personne', with_).aide).toBe('La prochaine personne est à appeler demain à 9 h.');
    expect(videTexte('rien-a-moi', with_).aide).toMatch(/^4 personnes sont à appeler pour toute l’équipe\./);
    expect(videTexte('rien-a-moi', { ...with_, pourTous: 1 }).aide).toMatch(/^Une personne est à appeler/);
    expect(videTexte('reste-passees', { ...with_, passees: 1 }).aide).toMatch(/^Une personne passée/);
    expect(videTexte('reste-passees', { ...with_, passees: 2 }).aide).toMatch(/^2 personnes passées/);
    expect(videTexte('aucune-liste', { ...with_, sansServeur: true }).aide).toContain('importer le fichier CSV');
  });

  it('counts the calls, beyond what is counted too', () => {
    expect(phraseRang({ rang: 4, sur: 16 }, false)).toBe('Appel 4 sur 16');
    expect(phraseRang({ rang: 1, sur: 1000 }, true)).toBe('Appel 1 sur plus de 1\u202f000');
  });
});

describe('« Moi »', () => {
  it('is nobody’s choice until somebody is known to be at this poste', () => {
    expect(porteeDe(null, 'moi')).toBe('tous');
    expect(porteeDe('un-operateur', 'moi')).toBe('moi');
    expect(porteeDe('un-operateur', 'tous')).toBe('tous');
  });

  it('says the promised calls that it leaves out, and nothing where there is none', () => {
    expect(phraseAutresRappels(0)).toBeNull();
    // A count that was read a moment before the other.
    expect(phraseAutresRappels(-1)).toBeNull();
    expect(phraseAutresRappels(1)).toBe('1 rappel promis est à faire hors de «\u00a0Moi\u00a0».');
    expect(phraseAutresRappels(2)).toBe('2 rappels promis sont à faire hors de «\u00a0Moi\u00a0».');
  });
});
