import type { Kysely } from 'kysely';
import { actives } from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { estRemplacee, findDemande, placeTenueLe, poserEtat, reponduAutrementLe } from '../demandes/etat.ts';
import type { DemandeRow } from '../demandes/ligne.ts';
import { rouvrir } from '../demandes/rouvrir.ts';
import type { Tables } from '../store/tables.ts';
import type { ReservationRow } from './ligne.ts';

/** What becomes of a demande when one of its réservations changes. Waiting for a place answers nobody. */

/** A place is hers: the demande is answered, at that moment or when somebody of the CFA had answered before. */
const repondre = async (ecriture: Ecriture, row: DemandeRow, le: string): Promise<void> => {
  if (row.etat !== 'ouverte') return;
  const autrementLe = await reponduAutrementLe(ecriture.trx, row);
  await poserEtat(ecriture, row, {
    etat: 'repondue',
    repondueLe: autrementLe ?? le,
    parUnePlace: autrementLe === null,
  });
};

/** The CFA cancelled what answered her, or her offer lapsed: somebody has to answer her again. */
const attendreANouveau = async (ecriture: Ecriture, row: DemandeRow, reservation: ReservationRow): Promise<void> => {
  const { trx } = ecriture;
  // Still open, she was waiting for a place: what the CFA takes back gives it no more time.
  if (row.etat === 'ouverte' && reservation.etat !== 'expiree') return;
  if ((await placeTenueLe(trx, row.id)) !== null || (await reponduAutrementLe(trx, row)) !== null) return;
  if (await estRemplacee(trx, row)) return;
  await rouvrir(ecriture, row, reservation.etat_le);
};

const aUneAutre = async (trx: Kysely<Tables>, demandeId: string): Promise<boolean> =>
  (await trx
    .selectFrom('reservation')
    .select('id')
    .where('demande_id', '=', demandeId)
    .where('etat', 'in', actives)
    .executeTakeFirst()) !== undefined;

/** She gives her place back: what she asked for is cancelled with her last réservation, unless the CFA had answered. */
const abandonner = async (ecriture: Ecriture, row: DemandeRow, le: string): Promise<void> => {
  const { trx } = ecriture;
  if ((await aUneAutre(trx, row.id)) || (await reponduAutrementLe(trx, row)) !== null) return;
  await poserEtat(ecriture, row, { etat: 'annulee', annuleeLe: le });
};

/**
 * After a booking came to the state that its row says, in the same transaction: what becomes of the demande that it
 * answers. Called once for every change of a booking, after its row was written.
 *
 * @param avant `attendait`: it had no place yet
 */
export const suivreLaDemande = async (
  ecriture: Ecriture,
  reservation: ReservationRow,
  { attendait }: { attendait: boolean },
): Promise<void> => {
  const { demande_id: id, etat, motif, etat_le: le } = reservation;
  const row = id === null ? undefined : await findDemande(ecriture.trx, id);
  // Cancelled by her, it stays so, whatever staff book for her since.
  if (row === undefined || row.etat === 'annulee') return;
  if (etat === 'confirmee') return repondre(ecriture, row, le);
  if (etat === 'expiree') return attendreANouveau(ecriture, row, reservation);
  if (etat !== 'annulee') return;
  // What she asked for waits for the CFA as before; answered by a place that she gave back too, nothing of it is left.
  if (motif === 'candidat' && attendait && row.etat === 'ouverte') return;
  if (motif === 'candidat') return abandonner(ecriture, row, le);
  if (motif === 'cfa' || motif === 'creneau') return attendreANouveau(ecriture, row, reservation);
};
