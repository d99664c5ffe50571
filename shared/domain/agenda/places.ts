import { z } from 'zod';
import { heureCivile, instantCivil } from '../fuseau.ts';
import { attenteMax } from './creneaux.ts';

/**
 * Where a réservation stands; only the server says it (PROTOCOL 8). `demandee` is the poste's own: a booking that has
 * not been answered yet, shown *à confirmer*.
 */
export const etatReservation = z.enum([
  /** Holds a place. */
  'confirmee',
  /** On the waiting list. */
  'attente',
  /** A place was freed and is kept for her until `expire_le`. Holds it. */
  'offerte',
  /** Confirmed, then the créneau moved or shrank: she has to say that she still comes. Holds a place. */
  'a_reconfirmer',
  /** No place, and no waiting list. */
  'complet',
  'annulee',
  /** The offer was not taken in time. */
  'expiree',
]);
export type EtatReservation = z.infer<typeof etatReservation>;

/** Why: what made somebody *à reconfirmer*, or who cancelled. */
export const motifReservation = z.enum(['deplace', 'capacite', 'candidat', 'cfa', 'creneau', 'remplacee']);
export type MotifReservation = z.infer<typeof motifReservation>;

/** States that hold a place, and states that are not over. */
export const tiennentUnePlace = ['confirmee', 'offerte', 'a_reconfirmer'] as const;
export const actives = [...tiennentUnePlace, 'attente'] as const;
export const tientUnePlace = (etat: EtatReservation): boolean => tiennentUnePlace.some((un) => un === etat);
export const estActive = (etat: EtatReservation): boolean => actives.some((un) => un === etat);

/**
 * Whether she is to come as things are: not a place that is only offered to her, nor one that the CFA has to call her about
 * because there are too many. She alone is told where an online meeting is held.
 */
export const aSaPlace = ({ etat, motif }: { etat: EtatReservation; motif: string | null }): boolean =>
  etat === 'confirmee' || (etat === 'a_reconfirmer' && motif !== 'capacite');

export interface PlacesDuCreneau {
  etat: 'prevu' | 'annule';
  /** ISO 8601 UTC. */
  debut: string;
  fin: string;
  capacite: number;
  listeAttente: boolean;
  /** How many hold a place, how many wait. */
  prises: number;
  enAttente: number;
}

export interface ReponseReservation {
  etat: 'confirmee' | 'attente' | 'a_reconfirmer' | 'complet' | 'annulee';
  motif: MotifReservation | null;
}

/**
 * What the server answers to one more booking. A place is hers while one is free; booked for an hour that has moved
 * since, she keeps it and has to say that the new one suits her. Families give no place to themselves before somebody who
 * waits, nor at a meeting that has begun; whoever staff note from its beginning on stands at the door: never refused.
 *
 * @param debutVu the beginning that its author saw, ISO 8601 UTC @param maintenant ISO 8601 UTC @param par whether she
 * books by the public pages, or staff do it for her and may choose
 */
export const repondreReservation = (
  creneau: PlacesDuCreneau,
  debutVu: string,
  maintenant: string,
  par: 'public' | 'poste' = 'poste',
): ReponseReservation => {
  if (creneau.etat === 'annule') return { etat: 'annulee', motif: 'creneau' };
  const aCommence = maintenant >= creneau.debut;
  if (aCommence) return par === 'poste' ? { etat: 'confirmee', motif: null } : { etat: 'complet', motif: null };
  const passeDevant = par === 'public' && creneau.enAttente > 0;
  if (passeDevant || creneau.prises >= creneau.capacite) {
    const peutAttendre = creneau.listeAttente && creneau.enAttente < attenteMax;
    return { etat: peutAttendre ? 'attente' : 'complet', motif: null };
  }
  if (debutVu !== creneau.debut) return { etat: 'a_reconfirmer', motif: 'deplace' };
  return { etat: 'confirmee', motif: null };
};

const heureMs = 3_600_000;
/** How long a freed place is kept for the first who waits; it ends this long before the meeting; and is not worth less. */
const offreMs = 24 * heureMs;
const offreAvantDebutMs = 2 * heureMs;
const offreMinMs = heureMs;

/**
 * Until when a place freed now is kept for whoever waited first. @returns ISO 8601 UTC; null when the meeting is too near
 * to offer it by mail: staff see the free place beside the waiting list, and call.
 */
export const finDeLOffre = (maintenant: string, debut: string): string | null => {
  const now = Date.parse(maintenant);
  const fin = Math.min(now + offreMs, Date.parse(debut) - offreAvantDebutMs);
  return fin - now < offreMinMs ? null : new Date(fin).toISOString();
};

/** How long staff have to reach somebody who cannot be written to, within the hours when one calls. */
const appelMs = 4 * heureMs;
const premiereHeure = 8;
const derniereHeure = 20;

/**
 * The same for somebody who cannot be written to: staff call her, and whoever waits behind her does not wait a day for it.
 * Four hours of the day, from 8:00 to 20:00 at the site, and never longer than by mail.
 *
 * @param fuseau IANA zone of the site
 */
export const finDeLOffreParAppel = (maintenant: string, debut: string, fuseau: string): string | null => {
  const fin = finDeLOffre(maintenant, debut);
  if (fin === null) return null;
  let reste = appelMs;
  let le = Date.parse(maintenant);
  while (le < Date.parse(fin)) {
    const { jour } = heureCivile(new Date(le).toISOString(), fuseau);
    const ouvre = Math.max(le, Date.parse(instantCivil({ jour, heure: premiereHeure, minute: 0 }, fuseau)));
    const ferme = Date.parse(instantCivil({ jour, heure: derniereHeure, minute: 0 }, fuseau));
    const duJour = Math.max(0, ferme - ouvre);
    if (duJour >= reste) return new Date(Math.min(ouvre + reste, Date.parse(fin))).toISOString();
    reste -= duJour;
    // In the night that follows.
    le = ferme + 8 * heureMs;
  }
  return fin;
};
