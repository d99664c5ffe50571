import { estActive, type MotifReservation } from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { findCreneau, findReservation, poserReservations, type ReservationRow } from './ligne.ts';
import { annoncer } from './nouvelles.ts';
import { promouvoir } from './promotion.ts';

/** A booking that is over, and why. */
export const terminee = (
  { clock }: Pick<Ecriture, 'clock'>,
  row: ReservationRow,
  motif: MotifReservation,
): ReservationRow => ({ ...row, etat: 'annulee', motif, etat_le: clock.now().toISOString(), expire_le: null });

/**
 * Cancels a booking that is not over, and offers its place to the next who waits.
 *
 * @param par who cancels: the CFA is told only of what it did not do itself
 * @returns as it stands now, unchanged when it was over already; null when it is gone
 */
export const annulerReservation = async (
  ecriture: Ecriture,
  { id }: Pick<ReservationRow, 'id'>,
  par: 'candidat' | 'cfa',
): Promise<ReservationRow | null> => {
  const row = await findReservation(ecriture.trx, id);
  if (row === undefined) return null;
  const creneau = await findCreneau(ecriture.trx, row.creneau_id);
  if (creneau === undefined || !estActive(row.etat)) return row;
  const annulee = terminee(ecriture, row, par);
  // She was given nothing yet: what she asked for still waits for the CFA.
  const attendait = row.etat === 'attente' || row.etat === 'offerte';
  await poserReservations(ecriture, creneau, [annulee], { attendait });
  await annoncer(ecriture, creneau, annulee, {
    candidat: attendait && par === 'candidat' ? 'attente_quittee' : 'annulee',
    cfa: par === 'candidat' ? 'annulee' : null,
  });
  await promouvoir(ecriture, creneau.id);
  return annulee;
};
