import { describe, expect, it } from 'vitest';
import {
  celluleDernier,
  celluleProchaine,
  sources,
  sousTitre,
  sujetExport,
  texteVide,
} from '../../../renderer/features/candidats/textes.ts';
import { phraseEssais, phraseNonEnvoyes, phraseSession } from '../../../renderer/features/session/textes.ts';
import { phraseSynchro } from '../../../renderer/features/synchro/phrase.ts';
import {
  bilanPassage,
  phraseAbandon,
  phraseAbandonCreneau,
  phraseGardees,
  phrasePurge,
  resumeSaisie,
  sujetSaisie,
} from '../../../renderer/features/synchro/textes.ts';
import { correctionTexte } from '../../../renderer/textes/appel.ts';
import { erreurs } from '../../../renderer/textes/erreurs.ts';
import { compte, nombre, ordinal } from '../../../renderer/textes/pluriel.ts';
import { errorCodes } from '../../../shared/contract/errors.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';

const now = new Date(2026, 5, 9, 14, 12).getTime();
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

describe('plural', () => {
  it('counts zero and one as singular', () => {
    expect(compte(0, 'saisie', 'saisies')).toBe('0 saisie');
    expect(compte(1, 'saisie', 'saisies')).toBe('1 saisie');
    expect(compte(2, 'saisie', 'saisies')).toBe('2 saisies');
    expect(nombre(12_345)).toBe('12\u202f345');
    expect([1, 3].map(ordinal)).toEqual(['1er', '3e']);
  });
});

describe('errors', () => {
  it('has one whole sentence a code, none twice', () => {
    const phrases = errorCodes.map((code) => erreurs[code]);
    for (const phrase of phrases) expect(phrase).toMatch(/^[A-ZÀÉ].*[.?]$/u);
    expect(new Set(phrases).size).toBe(errorCodes.length);
  });

  it('says what to do in the infinitive, as every screen does', () => {
    for (const code of errorCodes) expect(erreurs[code]).not.toMatch(/(?:^|[.:] )\p{L}+ez\b/u);
  });
});

describe('status sentence', () => {
  const calm: SynchroEtat = {
    connexion: 'en-ligne',
    enCours: 'aucune',
    derniereReussiteLe: ago(3),
    aEnvoyer: 0,
    enVol: 0,
    aRevoir: 0,
    progression: null,
    erreur: null,
  };
  const says = (change: Partial<SynchroEtat>): string => phraseSynchro({ ...calm, ...change }, now).phrase;

  it('says the words of the plan', () => {
    expect(says({})).toBe('À jour, il y a 3 min');
    expect(says({ connexion: 'hors-ligne', aEnvoyer: 4 })).toBe('Hors ligne, 4 saisies à envoyer');
    expect(says({ enCours: 'envoi', progression: { fait: 2, total: 4 } })).toBe('Envoi 2 sur 4');
    expect(says({ connexion: 'reconnexion-requise' })).toBe('Reconnexion requise');
    expect(says({ aRevoir: 1 })).toBe('1 saisie à revoir');
  });

  it('says what stays on a poste that knows no server, whatever was tried', () => {
    const alone = { ...calm, connexion: 'sans-serveur', derniereReussiteLe: null } as const;
    expect(phraseSynchro(alone, now, 0)).toEqual({ phrase: 'Sans serveur : tout reste sur ce poste', ton: 'attente' });
    expect(phraseSynchro({ ...alone, erreur: 'SERVEUR_NON_CONFIGURE' }, now, 12).phrase).toBe(
      'Sans serveur : tout reste sur ce poste, 12 saisies gardées ici',
    );
    expect(phraseGardees(1)).toContain('1 saisie est gardée sur ce poste seulement');
    expect(phraseGardees(0)).toContain('Aucune saisie');
  });

  it('puts what needs a person before what is going on', () => {
    expect(says({ aRevoir: 1, connexion: 'hors-ligne' })).toBe('1 saisie à revoir');
    expect(says({ aRevoir: 1, connexion: 'reconnexion-requise', aEnvoyer: 1, enVol: 1 })).toBe(
      'Reconnexion requise, 2 saisies à envoyer',
    );
  });

  it('does not claim to be up to date before the first run', () => {
    expect(says({ derniereReussiteLe: null })).toBe('Pas encore synchronisé');
  });
});

describe('session sentences', () => {
  it('counts what was never sent', () => {
    const dernierEnvoiLe = ago(24 * 60);
    expect(phraseNonEnvoyes({ nonEnvoyes: 0, dernierEnvoiLe }, now)).toBe(
      'Toutes les saisies avaient été envoyées. Dernier envoi : hier.',
    );
    expect(phraseNonEnvoyes({ nonEnvoyes: 1, dernierEnvoiLe: null }, now)).toBe('1 saisie n’avait pas été envoyée.');
    expect(phraseEssais(1, false)).toBe('Il reste 1 essai avant de devoir se reconnecter.');
    expect(phraseEssais(3, true)).toBe('Il reste 3 essais avant une pause d’un quart d’heure.');
  });

  it('asks to wait, never to sign in, where no server is known', () => {
    expect(phraseSession('PIN_BLOQUE', true)).toContain('réessayer dans un quart d’heure');
    expect(phraseSession('PIN_BLOQUE', false)).toContain('une connexion est nécessaire');
    expect(phraseSession('PIN_INCORRECT', true)).toBe(phraseSession('PIN_INCORRECT', false));
  });
});

describe('synchronisation', () => {
  it('sums a run up and says what giving up loses', () => {
    expect(bilanPassage({ recues: 0, envoyees: 0 })).toBe('rien de nouveau');
    expect(bilanPassage({ recues: 12, envoyees: 1 })).toBe('12 lignes reçues, 1 saisie envoyée');
    expect(resumeSaisie({ type: 'appel', resume: 'JOINT RDV_FIXE' })).toBe('Joint, RDV fixé');
    expect(resumeSaisie({ type: 'appel', resume: 'RAPPELER' })).toBe('Rappeler');
    expect(resumeSaisie({ type: 'prochaine-action', resume: 'relancer' })).toBe('Relance prévue');
    expect(resumeSaisie({ type: 'note', resume: 'Veut visiter' })).toBe('Note : Veut visiter');
    expect(resumeSaisie({ type: 'type-futur', resume: '' })).toBe('Saisie');
    expect(phrasePurge(new Date(2027, 6, 1).toISOString(), now)).toBe('effacée de ce poste le jeu. 1er juil. 2027');
    expect(phrasePurge(ago(-24 * 60), now)).toBe('effacée de ce poste demain');
    expect(resumeSaisie({ type: 'prochaine-action', resume: 'attendre' })).toBe('Attente prévue');
    expect(resumeSaisie({ type: 'reservation-demandee', resume: '' })).toBe('Créneau donné');
    expect(resumeSaisie({ type: 'effacement', resume: '' })).toBe('Effacement de ses données');
    const efface = { nom: 'DUPONT Zoé', creneau: null, type: 'note', efface: true };
    expect(sujetSaisie(efface, 0)).not.toContain('DUPONT');
    expect(phraseAbandon({ nom: 'DUPONT Zoé', resume: 'Note' })).toContain('« Note » pour DUPONT Zoé');
  });

  it('names the créneau of what is nobody’s', () => {
    const jour = new Date(2027, 10, 24, 14).toISOString();
    const fuseau = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const creneau = { genre: 'reunion' as const, debut: jour, fuseau };
    expect(sujetSaisie({ nom: '', creneau, type: 'creneau-cree' }, now)).toMatch(
      /^Réunion d’information, mercredi 24 novembre.*14.h$/,
    );
    expect(sujetSaisie({ nom: '', creneau: null, type: 'creneau-annule' }, now)).toBe('Un créneau');
    expect(sujetSaisie({ nom: 'DUPONT Zoé', creneau: null, type: 'note' }, now)).toBe('DUPONT Zoé');
    expect(phraseAbandonCreneau({ sujet: 'Entretien', resume: 'Nouveau créneau' })).toContain(
      '« Nouveau créneau » (Entretien)',
    );
  });
});

describe('list cells', () => {
  it('says where a person comes from', () => {
    expect(sources({ nbVoeux: 2, nbDemandes: 1 })).toBe('2 vœux · 1 demande');
    expect(sources({ nbVoeux: 1, nbDemandes: 0 })).toBe('1 vœu');
  });

  it('says late in words, and puts a far hour on the second line', () => {
    const rappel = (le: Date, precision: 'heure' | 'jour') => ({
      prochaineAction: { quoi: 'rappeler', le: le.toISOString(), precision },
      situation: 'A_RAPPELER',
    });
    expect(celluleProchaine(rappel(new Date(2026, 5, 9, 17, 30), 'heure'), now)).toEqual({
      haut: 'Auj. 17 h 30',
      bas: 'Rappeler',
      enRetard: false,
    });
    expect(celluleProchaine(rappel(new Date(2026, 5, 12, 9), 'heure'), now)).toEqual({
      haut: 'Ven. 12 juin',
      bas: '9 h · Rappeler',
      enRetard: false,
    });
    expect(celluleProchaine(rappel(new Date(2026, 5, 8, 9), 'jour'), now).bas).toBe('Rappeler · en retard');
    expect(celluleProchaine({ prochaineAction: null, situation: 'A_APPELER' }, now).haut).toBe('');
  });

  it('says a meeting as one, never a call to make, then that the presence is to be noted', () => {
    const rdv = (le: Date, fin: Date) =>
      celluleProchaine(
        {
          prochaineAction: {
            quoi: 'rencontrer',
            le: le.toISOString(),
            precision: 'heure',
            fin: fin.toISOString(),
          },
          situation: 'RDV_FIXE',
        },
        now,
      );
    expect(rdv(new Date(2026, 5, 12, 9), new Date(2026, 5, 12, 10))).toEqual({
      haut: 'Ven. 12 juin',
      bas: '9 h · Rendez-vous',
      enRetard: false,
    });
    expect(rdv(new Date(2026, 5, 9, 14), new Date(2026, 5, 9, 15))).toEqual({
      haut: 'Auj. 14 h',
      bas: 'Rendez-vous',
      enRetard: false,
    });
    expect(rdv(new Date(2026, 5, 8, 14), new Date(2026, 5, 8, 15))).toEqual({
      haut: 'Hier 14 h',
      bas: 'Présence à noter',
      enRetard: true,
    });
  });

  it('says a meeting of another site in the hours of that site, and whose they are', () => {
    const cell = (fuseau: string, ici: string) =>
      celluleProchaine(
        {
          prochaineAction: {
            quoi: 'rencontrer',
            le: '2026-06-12T10:00:00.000Z',
            precision: 'heure',
            fin: '2026-06-12T11:00:00.000Z',
            fuseau,
          },
          situation: 'RDV_FIXE',
        },
        now,
        ici,
      );
    expect(cell('Indian/Reunion', 'Europe/Paris')).toEqual({
      haut: 'Ven. 12 juin',
      bas: '14 h · RDV, La Réunion',
      enRetard: false,
    });
    expect(cell('Europe/Paris', 'Indian/Reunion').bas).toBe('12 h · RDV, Paris');
    expect(cell('Indian/Reunion', 'Indian/Reunion').bas).toMatch(/· Rendez-vous$/);
  });

  it('says what one waits for', () => {
    const attendre = (situation: string, le: string | null) =>
      celluleProchaine(
        { prochaineAction: { quoi: 'attendre', le, precision: le === null ? null : 'jour' }, situation },
        now,
      );
    expect(attendre('RDV_FIXE', null).haut).toBe('Attendre le RDV');
    expect(attendre('REFLECHIT', null).haut).toBe('Attendre un retour');
    expect(attendre('A_REPONDRE', new Date(2026, 5, 12, 9).toISOString())).toMatchObject({
      haut: 'Ven. 12 juin',
      bas: 'Attendre la réponse',
    });
    // No longer than « Rappeler · en retard », which fits.
    expect(attendre('A_REPONDRE', new Date(2026, 5, 8, 9).toISOString()).bas).toBe('Attendre · en retard');
  });

  it('says who called last, or that nobody did', () => {
    expect(celluleDernier({ le: ago(24 * 60), disposition: 'SANS_REPONSE', operateur: 'Léa M.' }, now)).toMatchObject({
      haut: 'Pas de réponse',
      bas: 'hier · Léa M.',
    });
    expect(celluleDernier(null, now).bas).toBe('Jamais d’appel');
  });

  it('counts people, and drops the calls to make once filtered', () => {
    expect(sousTitre({ total: 143, plus: false }, 12, false)).toBe('143 personnes, 12 à appeler');
    expect(sousTitre({ total: 1, plus: false }, 12, true)).toBe('1 personne');
    expect(sousTitre({ total: 1000, plus: true }, 12, true)).toContain('plus de');
  });

  it('names those whom an export is about', () => {
    const question = { genre: 'question' as const, filtres: {}, recherche: '' };
    expect(sujetExport({ genre: 'selection', candidats: ['x'] })).toBe('Les candidats sélectionnés');
    expect(sujetExport(question)).toBe('Tous les candidats');
    expect(sujetExport({ ...question, filtres: { aAppeler: true } })).toBe('La liste filtrée');
    expect(sujetExport({ ...question, recherche: 'tardi' })).toBe('La liste filtrée');
  });

  it('says why nothing is shown, each time with the way out', () => {
    expect(texteVide({}, 'zzz').effacer).toBe('recherche');
    expect(texteVide({ aAppeler: true }, 'zzz').effacer).toBe('filtres');
    expect(texteVide({ aAppeler: true }, '').titre).toBe('Personne à appeler maintenant');
    expect(texteVide({ formation: ['x'] }, '').titre).toBe('Aucun candidat avec ces filtres');
    expect(texteVide({}, '').effacer).toBeNull();
  });
});

describe('repairs', () => {
  it('says what was received and why it was changed', () => {
    expect(correctionTexte('DROM_11_CHIFFRES', '02692123456')).toBe(
      'corrigé depuis 02692123456 : l’indicatif d’outre-mer avait été abîmé',
    );
    expect(correctionTexte('UN_JOUR', '12')).toBe('corrigé depuis 12');
  });
});
