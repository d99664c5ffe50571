import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import type { Donnees } from '../donnees.ts';
import type { ResumeReservation } from '../donnees-reservation.ts';
import type { ReservationEcrite } from '../genres.ts';
import { nomCourt } from '../nom-court.ts';
import { piedCfa } from './cfa.ts';
import { type Bloc, type Courriel, fr, paragraphe } from './gabarit.ts';
import { compte, jourEnMots, momentCourt, plageEnMots } from './mots.ts';

/** The mails to the CFA about its créneaux: « Inès V. » and the hour, never how to reach her (SECURITY, Outside). */

type Quoi = Extract<Donnees, { genre: 'cfa-reservation' }>['quoi'];

const ouvrir: Bloc = paragraphe(fr`Pour voir les inscriptions, ouvrez Rappel CFA, page Agenda.`);

const fiche = (r: ReservationEcrite): Bloc => ({
  genre: 'fiche',
  lignes: [
    [fr`Réservation de`, nomCourt(r)],
    [fr`Créneau`, r.titre ?? libelleGenre[r.genre]],
    [fr`Date`, jourEnMots(r.debut, r.fuseau)],
    [fr`Horaire`, plageEnMots(r)],
    ...(r.formation === null ? [] : [[fr`Formation`, r.formation] as const]),
    ...(r.lieu === null ? [] : [[fr`Lieu`, r.lieu] as const]),
  ],
});

const mots: Readonly<Record<Quoi, { titre: string; phrase: (nom: string) => string }>> = {
  prise: { titre: fr`Réservation`, phrase: (nom) => fr`${nom} a réservé une place.` },
  attente: {
    titre: fr`Liste d'attente`,
    phrase: (nom) => fr`${nom} attend une place : toutes sont prises.`,
  },
  annulee: { titre: fr`Réservation annulée`, phrase: (nom) => fr`${nom} ne vient plus.` },
  deplacee: {
    titre: fr`Changement de créneau`,
    phrase: (nom) => fr`${nom} a choisi ce créneau à la place d'un autre, où sa place est libérée.`,
  },
  reconfirmee: { titre: fr`Venue confirmée`, phrase: (nom) => fr`${nom} confirme sa venue.` },
  expiree: {
    titre: fr`Place non prise`,
    phrase: (nom) =>
      fr`${nom} n'a pas répondu à temps : la place qui lui était gardée est libérée. Un appel est prévu sur sa fiche.`,
  },
  injoignable: {
    titre: fr`Courriel non remis`,
    phrase: (nom) =>
      fr`Un courriel à ${nom} au sujet de ce rendez-vous n'a pas pu être remis. Appelez, ou corrigez l'adresse sur sa fiche.`,
  },
};

export const reservation = (r: ReservationEcrite, quoi: Quoi): Courriel => {
  const { titre, phrase } = mots[quoi];
  return {
    sujet: fr`${titre} : ${nomCourt(r)}, ${momentCourt(r.debut, r.fuseau)}`,
    blocs: [paragraphe(fr`Bonjour,`), paragraphe(phrase(nomCourt(r))), fiche(r), ouvrir, ...piedCfa],
  };
};

/** One line for each créneau: who came or left is read in the application. */
export const reservations = (resumes: readonly ResumeReservation[]): Courriel => ({
  sujet: fr`${compte(resumes.length, 'réservation a changé', 'réservations ont changé')}`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`${compte(resumes.length, 'réservation a été prise, changée ou annulée', 'réservations ont été prises, changées ou annulées')} depuis le dernier avis.`,
    ),
    {
      genre: 'liste',
      lignes: [...Map.groupBy(resumes, ({ creneauId }) => creneauId).values()]
        .map((groupe) => groupe.toSorted((a, b) => (a.debut < b.debut ? -1 : 1)))
        .toSorted(([a], [b]) => ((a?.debut ?? '') < (b?.debut ?? '') ? -1 : 1))
        .flatMap(([premiere, ...autres]) =>
          premiere === undefined
            ? []
            : fr`${libelleGenre[premiere.genre]}, ${momentCourt(premiere.debut, premiere.fuseau)} : ${compte(autres.length + 1, 'réservation', 'réservations')}`,
        ),
    },
    ouvrir,
    ...piedCfa,
  ],
});
