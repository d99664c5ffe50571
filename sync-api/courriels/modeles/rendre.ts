import type { Donnees } from '../donnees.ts';
import type { Accueil } from './candidat.ts';
import * as candidat from './candidat.ts';
import * as cfa from './cfa.ts';
import { type Courriel, partieHtml, partieTexte } from './gabarit.ts';
import * as candidatReservation from './reservation.ts';
import * as cfaReservation from './reservation-cfa.ts';

export interface CourrielRendu {
  sujet: string;
  texte: string;
  html: string;
}

const modele = (lues: Donnees, accueil: Accueil): Courriel => {
  switch (lues.genre) {
    case 'candidat-confirmation':
      return candidat.confirmation(accueil, lues.demande, lues.jeton);
    case 'candidat-doublon':
      return candidat.doublon(accueil, lues.demande, lues);
    case 'candidat-complement':
      return candidat.complement(accueil, lues.demande);
    case 'candidat-a-confirmer':
      return candidat.aConfirmer(accueil, lues, lues.jeton);
    case 'candidat-changement':
      return candidat.changement(accueil, lues.demande, lues.jeton);
    case 'candidat-annulation':
      return candidat.annulation(accueil, lues.demande);
    case 'candidat-reponse':
      return candidat.reponse(accueil, lues.demande, lues.corps);
    case 'candidat-cfa-injoignable':
      return candidat.cfaInjoignable(accueil, lues.demande);
    case 'cfa-nouvelle':
      return cfa.nouvelle(lues.demande);
    case 'cfa-relance':
      return cfa.relance(lues.demande, lues.moment);
    case 'cfa-changement':
      return cfa.changement(lues.demande, lues.quoi);
    case 'cfa-candidat-injoignable':
      return cfa.candidatInjoignable(lues.demande);
    case 'cfa-nouvelles':
      return cfa.nouvelles(lues.resumes);
    case 'cfa-relances':
      return cfa.relances(lues.resumes);
    case 'cfa-changements':
      return cfa.changementsDe(lues.resumes);
    case 'cfa-candidats-injoignables':
      return cfa.candidatsInjoignables(lues.resumes);
    case 'candidat-reservation':
      return candidatReservation.reservation(accueil, lues);
    case 'candidat-veille':
      return candidatReservation.veille(accueil, lues);
    case 'cfa-reservation':
      return cfaReservation.reservation(lues.reservation, lues.quoi);
    case 'cfa-reservations':
      return cfaReservation.reservations(lues.reservations);
  }
};

/** Draws a mail from what its row keeps. Pure: the same row gives the same mail at every try. */
export const rendre = (lues: Donnees, accueil: Accueil): CourrielRendu => {
  const courriel = modele(lues, accueil);
  return { sujet: courriel.sujet, texte: partieTexte(courriel), html: partieHtml(courriel) };
};
