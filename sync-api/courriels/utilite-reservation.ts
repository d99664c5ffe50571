import type { Kysely } from 'kysely';
import { estActive, tientUnePlace } from '../../shared/domain/agenda/places.ts';
import { estOpposee } from '../demandes/opposee.ts';
import type { Tables } from '../store/tables.ts';
import type { Donnees } from './donnees.ts';
import type { NouvelleReservation } from './genres.ts';

/** Whether a mail about a réservation is still true when it leaves. */

type DeReservation = Extract<Donnees, { reservation: unknown }>;

/** A booking with the hours that its créneau has now. */
const lireActuelle = (trx: Kysely<Tables>, id: string) =>
  trx
    .selectFrom('reservation')
    .innerJoin('creneau', 'creneau.id', 'reservation.creneau_id')
    .select(['reservation.etat', 'reservation.expire_le', 'creneau.debut', 'creneau.fin'])
    .where('reservation.id', '=', id)
    .executeTakeFirst();
type Actuelle = NonNullable<Awaited<ReturnType<typeof lireActuelle>>>;

const tient = ({ etat }: Actuelle): boolean => etat !== 'offerte' && tientUnePlace(etat);

/** What the server says of a booking and a mail repeats: said only while it holds, of hours that have not moved since. */
const vraies: Readonly<Record<NouvelleReservation, (actuelle: Actuelle, memeHeure: boolean) => boolean>> = {
  confirmee: (actuelle, memeHeure) => memeHeure && tient(actuelle),
  attente: ({ etat }, memeHeure) => memeHeure && etat === 'attente',
  complet: ({ etat }) => etat === 'complet',
  limite: ({ etat }) => etat === 'complet',
  deplacee: ({ etat }, memeHeure) => memeHeure && estActive(etat),
  changee: ({ etat }, memeHeure) => memeHeure && estActive(etat),
  offerte: ({ etat }, memeHeure) => memeHeure && etat === 'offerte',
  expiree: ({ etat }) => etat === 'expiree',
  annulee: ({ etat }) => etat === 'annulee',
  attente_quittee: ({ etat }) => etat === 'annulee',
  creneau_annule: ({ etat }) => etat === 'annulee',
  inchangee: ({ etat }) => estActive(etat),
};

const estVraie = (lues: DeReservation, actuelle: Actuelle, maintenant: string): boolean => {
  const { debut, fin, expireLe } = lues.reservation;
  const memeHeure = debut === actuelle.debut && fin === actuelle.fin;
  switch (lues.genre) {
    case 'candidat-veille':
      return memeHeure && tient(actuelle) && debut > maintenant;
    case 'candidat-reservation': {
      const estPerimee = lues.quoi === 'offerte' && (expireLe !== actuelle.expire_le || (expireLe ?? '') <= maintenant);
      return !estPerimee && vraies[lues.quoi](actuelle, memeHeure);
    }
    case 'cfa-reservation':
      return ['annulee', 'expiree'].includes(lues.quoi) || estActive(actuelle.etat);
  }
};

/** « Complet », about a créneau that was not offered to her any more: no booking was ever made of it. */
const estUnRefus = (lues: DeReservation): boolean => lues.genre === 'candidat-reservation' && lues.quoi === 'complet';

/**
 * The booking of a mail is there, the meeting is still to come, and what it says is so. Nobody is written to who said that
 * she does not want it; the CFA is told all the same who cancelled.
 *
 * @param maintenant ISO 8601 UTC
 */
export const estUtile = async (trx: Kysely<Tables>, lues: DeReservation, maintenant: string): Promise<boolean> => {
  if (lues.reservation.fin <= maintenant) return false;
  const actuelle = await lireActuelle(trx, lues.reservation.id);
  if (actuelle === undefined ? !estUnRefus(lues) : !estVraie(lues, actuelle, maintenant)) return false;
  const { fluxId, dossierId } = lues.reservation;
  return lues.genre === 'cfa-reservation' || !(await estOpposee({ trx }, { flux_id: fluxId, dossier_id: dossierId }));
};
