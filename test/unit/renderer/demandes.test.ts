import { describe, expect, it } from 'vitest';
import { groupeDe, lignesDe, lignesSansTitre } from '../../../renderer/features/demandes/groupes.ts';
import {
  estAAppeler,
  estAdresseRejetee,
  formationMots,
  insecable,
  motAuteur,
  motifMot,
  motifsDe,
  motRepondre,
  origineMot,
  phraseAuteur,
  phraseBlancs,
  phraseDepart,
  phraseFin,
  phraseRejet,
  phraseRepond,
  phraseRepondues,
  phraseRetenue,
  phraseRetenues,
  phraseSensible,
  phraseSouhaits,
  phraseVide,
  sousTitre,
} from '../../../renderer/features/demandes/textes.ts';
import { essaiMot } from '../../../renderer/textes/appel.ts';
import { instantDuSite, joursOuvres, precisionFuseau, resteAvant } from '../../../renderer/textes/echeances.ts';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { motifs } from '../../../shared/domain/demandes/motifs.ts';

/** The spaces of an hour never break; here they are read as plain ones. */
const plain = (texte: string): string => texte.replaceAll('\u00a0', ' ');
const paris = 'Europe/Paris';
const reunion = 'Indian/Reunion';
/** Tuesday 9 June 2026, 14:12 in Paris, 16:12 in La Réunion. */
const now = Date.parse('2026-06-09T12:12:00Z');
const dit = (instant: string, fuseau = paris): string => plain(instantDuSite(instant, fuseau, now, paris));

describe('an instant of the site', () => {
  it('has a word for the days around, the name of the day within a week, its date beyond', () => {
    expect(dit('2026-06-09T16:00:00Z')).toBe('ce soir 18 h');
    expect(dit('2026-06-09T10:00:00Z')).toBe('aujourd’hui 12 h');
    expect(dit('2026-06-10T16:00:00Z')).toBe('demain 18 h');
    expect(dit('2026-06-08T16:00:00Z')).toBe('hier 18 h');
    expect(dit('2026-06-11T16:30:00Z')).toBe('jeudi 18 h 30');
    expect(dit('2026-06-15T16:00:00Z')).toBe('lundi 18 h');
    expect(dit('2026-06-16T16:00:00Z')).toBe('mardi 16 juin 18 h');
    expect(dit('2026-07-01T16:00:00Z')).toBe('mercredi 1er juillet 18 h');
    expect(dit('2027-01-04T17:00:00Z')).toBe('lundi 4 janvier 2027 18 h');
    expect(dit('2026-06-05T16:00:00Z')).toBe('vendredi 5 juin 18 h');
  });

  it('is told in the zone of the site, which is named when the clocks differ', () => {
    expect(dit('2026-06-10T14:00:00Z', reunion)).toBe('demain 18 h, heure de La Réunion');
    expect(plain(instantDuSite('2026-06-10T14:00:00Z', reunion, now, reunion))).toBe('demain 18 h');
    expect(precisionFuseau('2026-06-10T16:00:00Z', paris, 'Europe/Brussels')).toBe('');
    expect(precisionFuseau('2026-06-10T16:00:00Z', 'Nulle/Part', reunion)).toBe(', heure de Paris');
  });

  it('counts the day where the site is', () => {
    // Half past eleven at night in Paris is already tomorrow in La Réunion.
    const late = Date.parse('2026-06-09T21:30:00Z');
    expect(plain(instantDuSite('2026-06-10T14:00:00Z', reunion, late, paris))).toBe(
      'ce soir 18 h, heure de La Réunion',
    );
  });
});

describe('what is left', () => {
  const reste = (jours: number, depassee: boolean, echeance: string): string =>
    plain(resteAvant({ jours, depassee }, echeance, paris, now));

  it('counts working days with their plural', () => {
    expect(reste(2, false, '2026-06-11T16:00:00Z')).toBe('2 jours ouvrés');
    expect(reste(1, false, '2026-06-10T16:00:00Z')).toBe('1 jour ouvré');
    expect(reste(0, false, '2026-06-09T16:00:00Z')).toBe('aujourd’hui');
    expect(plain(joursOuvres(0))).toBe('0 jour ouvré');
  });

  it('says late since when, until a whole working day has gone by', () => {
    expect(reste(3, true, '2026-06-04T16:00:00Z')).toBe('en retard de 3 jours ouvrés');
    expect(reste(0, true, '2026-06-09T12:00:00Z')).toBe('en retard depuis 14 h');
    expect(reste(0, true, '2026-06-08T16:00:00Z')).toBe('en retard depuis hier 18 h');
    expect(reste(0, true, '2026-06-05T16:00:00Z')).toBe('en retard depuis vendredi 18 h');
  });
});

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const entree = (n: number, change: Partial<DemandeEntree>): DemandeEntree => ({
  id: id(n),
  dossier: id(100 + n),
  candidat: id(200 + n),
  flux: id(300),
  nom: 'VAUQUELIN',
  prenom: 'Inès',
  mode: 'message',
  auteur: 'etudiant',
  demandeur: null,
  motifs: [],
  formation: 'CUISINE (CAP)',
  ville: 'Villeurbanne',
  origine: 'PARCOURSUP',
  recueLe: '2026-06-05T08:00:00Z',
  echeance: '2026-06-11T16:00:00Z',
  fuseau: paris,
  restant: { jours: 2, depassee: false },
  suite: 'a_repondre',
  vue: false,
  retenue: false,
  enRetard: null,
  reponse: null,
  changee: null,
  annuleeLe: null,
  essais: 0,
  affecteA: null,
  rapprochement: false,
  courrielRejete: null,
  enAttente: false,
  commencee: false,
  ...change,
});

describe('the inbox', () => {
  const late = entree(1, { echeance: '2026-06-05T16:00:00Z', restant: { jours: 2, depassee: true } });
  const later = entree(2, { echeance: '2026-06-08T16:00:00Z', restant: { jours: 1, depassee: true } });
  const far = entree(3, { echeance: '2026-06-10T14:00:00Z', fuseau: reunion, restant: { jours: 1, depassee: false } });
  const soon = entree(4, { echeance: '2026-06-10T16:00:00Z', restant: { jours: 1, depassee: false } });

  it('puts what is late together, then names each deadline', () => {
    const lignes = lignesDe([late, later, far, soon], { now, ici: paris, hasMore: false });
    expect(
      lignes.map((ligne) =>
        ligne.genre === 'titre'
          ? `${plain(ligne.groupe.titre)} (${ligne.compte})`
          : `${ligne.index} ${ligne.entree.id}`,
      ),
    ).toEqual([
      'En retard (2)',
      `0 ${id(1)}`,
      `1 ${id(2)}`,
      'Avant demain 18 h, heure de La Réunion (1)',
      `2 ${id(3)}`,
      'Avant demain 18 h (1)',
      `3 ${id(4)}`,
    ]);
    expect(new Set(lignes.map(({ cle }) => cle)).size).toBe(lignes.length);
    expect(groupeDe(late, now, paris).enRetard).toBe(true);
    expect(groupeDe(soon, now, paris).enRetard).toBe(false);
  });

  it('does not count a group that may go on', () => {
    const titres = lignesDe([late, soon], { now, ici: paris, hasMore: true }).flatMap((ligne) =>
      ligne.genre === 'titre' ? [ligne.compte] : [],
    );
    expect(titres).toEqual([1, null]);
  });

  it('has no deadline to name for what is over', () => {
    expect(lignesSansTitre([late, soon]).map(({ genre }) => genre)).toEqual(['demande', 'demande']);
  });
});

describe('the words of a demande', () => {
  it('says reasons and platforms, and shows the key of one it does not know', () => {
    expect(motifMot('frais')).toBe('Frais d’inscription');
    expect(motifMot('parking')).toBe('parking');
    expect(origineMot('LBA')).toBe('La bonne alternance');
    expect(origineMot('NOUVELLE')).toBe('NOUVELLE');
    for (const code of motifs) expect(motifMot(code)).not.toBe(code);
  });

  it('gathers the reasons of the additions, each once', () => {
    const ajouts = [{ recu_le: '2026-06-06T08:00:00Z', motifs: ['frais' as const, 'lieu' as const], message: null }];
    expect(motifsDe({ motifs: ['place', 'frais'], ajouts })).toEqual(['place', 'frais', 'lieu']);
  });

  it('says the wished half-days in the order of the week', () => {
    expect(phraseSouhaits([])).toBe('à tout moment');
    expect(
      phraseSouhaits([
        { jour: 'jeudi', demi_journee: 'apres-midi' },
        { jour: 'lundi', demi_journee: 'apres-midi' },
        { jour: 'lundi', demi_journee: 'matin' },
      ]),
    ).toBe('lundi toute la journée, jeudi après-midi');
  });

  it('says how one ended, when and by whom', () => {
    const reponse = { genre: 'sans_reponse' as const, le: '2026-06-09T07:48:00Z', operateur: 'Léa M.' };
    const fin = (change: Partial<DemandeEntree>) => phraseFin(entree(1, change), now).split(' · ');
    expect(fin({ suite: 'repondue', reponse })).toEqual([
      'Injoignable',
      expect.stringMatching(/^aujourd’hui /),
      'Léa M.',
    ]);
    expect(fin({ suite: 'repondue', reponse: { ...reponse, operateur: null } })).toHaveLength(2);
    expect(fin({ suite: 'repondue' })).toEqual(['Répondue']);
    expect(fin({ suite: 'annulee' })).toEqual(['Annulée par la personne']);
    expect(fin({ suite: 'annulee', annuleeLe: '2026-06-08T12:00:00Z' })[1]).toMatch(/^hier /);
  });

  it('offers to answer again only where somebody answered, and to call where a call was asked for', () => {
    const reponse = { genre: 'personnalisee' as const, le: '2026-06-09T07:48:00Z', operateur: null };
    expect(motRepondre(entree(1, {}), false)).toBe('Répondre');
    expect(motRepondre(entree(1, {}), true)).toBe('Reprendre la réponse');
    expect(motRepondre(entree(1, { suite: 'repondue', reponse }), false)).toBe('Répondre de nouveau');
    expect(motRepondre(entree(1, { suite: 'annulee' }), false)).toBe('Répondre quand même');
    expect([estAAppeler({ mode: 'rappel' }), estAAppeler({ mode: 'message' })]).toEqual([true, false]);
  });

  it('keeps the punctuation of a family with its word', () => {
    expect(insecable('Combien ça coûte ? Merci !')).toBe('Combien ça coûte\u00a0? Merci\u00a0!');
    expect(insecable('ça va?')).toBe('ça va?');
  });

  it('says which demandes a call answers, and how many in all', () => {
    const une = { suite: 'suivie' as const, formation: 'BOULANGER (CAP)' };
    const finie = { ...une, suite: 'repondue' as const };
    expect(phraseRepond([finie], true)).toBeNull();
    expect(phraseRepond([une, finie], true)).toBe('Répond aussi à sa demande (BOULANGER (CAP))');
    expect(phraseRepond([une, { ...une, formation: 'CUISINE (CAP)' }], false)).toBe(
      'Répond à ses 2 demandes (BOULANGER (CAP) ; CUISINE (CAP))',
    );
    expect(phraseRepondues([[finie], []])).toBe('');
    expect(phraseRepondues([[une], [une, finie]])).toBe(' · 2 demandes répondues');
  });

  it('says who asks', () => {
    expect(motAuteur({ auteur: 'parent', demandeur: { nom: 'Tardivel', prenom: 'Sonia' } })).toBe(
      'Parent : Sonia Tardivel',
    );
    expect(motAuteur({ auteur: 'etudiant', demandeur: null })).toBe('Étudiant·e');
    expect(phraseAuteur({ auteur: 'etudiant', demandeur: null })).toBe('Étudiant·e');
    expect(phraseAuteur({ auteur: 'parent', demandeur: { nom: 'Le Dantec', prenom: 'Yann' } })).toBe(
      'Yann Le Dantec, parent',
    );
    expect(formationMots({ formation: 'BOULANGER (CAP)', ville: 'Rennes' })).toBe('BOULANGER (CAP), Rennes');
    expect(formationMots({ formation: null, ville: null })).toBe('Formation non précisée');
  });

  it('counts with their plurals, and leaves zeros out', () => {
    expect(sousTitre({ ouvertes: 5, avantCeSoir: 3, depassees: 1 })).toBe(
      '5 demandes ouvertes, 1 en retard, 2 avant ce soir',
    );
    expect(sousTitre({ ouvertes: 2, avantCeSoir: 2, depassees: 2 })).toBe('2 demandes ouvertes, 2 en retard');
    expect(sousTitre({ ouvertes: 1, avantCeSoir: 0, depassees: 0 })).toBe('1 demande ouverte');
    expect(essaiMot(0)).toBeNull();
    expect(essaiMot(2)).toBe('3e essai');
    expect(phraseBlancs(1)).toMatch(/^1 blanc reste à remplir\./);
    expect(phraseBlancs(2)).toMatch(/^2 blancs restent à remplir\./);
  });

  it('says when a mail leaves, and where to', () => {
    expect(phraseDepart('i@example.org', 'en-ligne')).toBe('Le courriel partira à i@example.org dans un instant.');
    for (const connexion of ['hors-ligne', 'inconnue', 'reconnexion-requise', undefined] as const) {
      expect(phraseDepart('i@example.org', connexion)).toMatch(/dès que le serveur sera joint\.$/);
    }
    expect(phraseDepart(null, 'en-ligne')).toContain('attendra qu’une adresse soit notée');
  });

  it('says what came back', () => {
    expect(estAdresseRejetee('candidat')).toBe(true);
    expect(estAdresseRejetee('les_deux')).toBe(true);
    expect(estAdresseRejetee('cfa')).toBe(false);
    expect(phraseRejet('cfa')).toContain('Personne au CFA');
    expect(phraseRejet('candidat')).toContain('un appel est plus sûr');
  });

  it('asks about an answer that was held, by the name of who answered first', () => {
    expect(phraseRetenue('repondue', { operateur: 'Karim B.' })).toBe('Karim B. a déjà répondu — envoyer quand même ?');
    expect(phraseRetenue('repondue', { operateur: null })).toBe('Quelqu’un a déjà répondu — envoyer quand même ?');
    expect(phraseRetenues(2, null)).toBe('2 réponses ne sont pas parties.');
    expect(phraseRetenues(1, 0)).toBe('1 réponse n’est pas partie : quelqu’un avait répondu avant.');
    expect(phraseRetenues(1, 1)).toBe('1 réponse n’est pas partie : la demande avait été annulée.');
    expect(phraseRetenues(4, 2)).toBe(
      '2 réponses ne sont pas parties : quelqu’un avait répondu avant. 2 réponses ne sont pas parties : les demandes avaient été annulées.',
    );
    expect(phraseRetenue('annulee', null)).toBe('La demande avait été annulée — envoyer quand même ?');
  });

  it('warns softly of what does not belong in a mail, and tells an empty list apart', () => {
    expect(phraseSensible([])).toBeNull();
    expect(phraseSensible(['santé'])).toContain('santé');
    expect(phraseVide('ouvertes').aide).toContain('quatre jours ouvrés');
    expect(phraseVide('terminees').titre).not.toBe(phraseVide('ouvertes').titre);
  });
});
