import type { Kysely } from 'kysely';
import { lireReservationEcrite } from '../agenda/ecrite.ts';
import { findReservation } from '../agenda/ligne.ts';
import { resteARepondre } from '../demandes/ouverte.ts';
import type { Tables } from '../store/tables.ts';
import { type Donnees, lireDonnees } from './donnees.ts';
import { pourElle, reservationPourLeCfa } from './donnees-reservation.ts';
import { donneUnFichier } from './fichiers.ts';

/** What a mail about a réservation says when it leaves, and where to: the place, the link, the address may have changed. */

type DeReservation = Extract<Donnees, { reservation: unknown }>;

/** Whether a mail that left gave her the file of this booking. The words of one that left long ago are gone: it may have. */
const aUnFichier = async (trx: Kysely<Tables>, reservationId: string): Promise<boolean> => {
  const rows = await trx
    .selectFrom('courriel')
    .select('donnees')
    .where('reservation_id', '=', reservationId)
    .where('genre', '=', 'candidat-reservation')
    .where('etat', '=', 'envoye')
    .execute();
  return rows.some(({ donnees }) => {
    const lues = lireDonnees(donnees);
    return lues === null || donneUnFichier(lues);
  });
};

/** The booking that this one took the place of, given up by it. */
const lireRemplacee = async (trx: Kysely<Tables>, id: string | null) => {
  const row = id === null ? undefined : await findReservation(trx, id);
  const ecrite = row?.motif === 'remplacee' ? await lireReservationEcrite(trx, row) : null;
  if (row === undefined || ecrite === null) return null;
  return { reservation: pourElle(ecrite.reservation), aUnFichier: await aUnFichier(trx, row.id) };
};

/** Her demande may have been answered otherwise, or have opened again, since the mail was written. */
const estOuverte = async (trx: Kysely<Tables>, { demandeId }: DeReservation['reservation']): Promise<boolean> =>
  demandeId !== null && (await resteARepondre(trx, demandeId));

/** The mail as things are now; as it was written when nothing more is known. The hours that it tells stay. */
export const actualiserReservation = async (trx: Kysely<Tables>, lues: DeReservation): Promise<DeReservation> => {
  const row = await findReservation(trx, lues.reservation.id);
  const ecrite = row === undefined ? null : await lireReservationEcrite(trx, row);
  if (row === undefined || ecrite === null)
    return lues.genre === 'candidat-reservation'
      ? { ...lues, demandeOuverte: await estOuverte(trx, lues.reservation) }
      : lues;
  const { debut, fin, expireLe } = lues.reservation;
  const reservation = { ...ecrite.reservation, debut, fin, expireLe };
  switch (lues.genre) {
    case 'cfa-reservation':
      return { ...lues, reservation: reservationPourLeCfa(reservation) };
    case 'candidat-veille':
      return { ...lues, reservation: pourElle(reservation), etat: row.etat, motif: row.motif };
    case 'candidat-reservation':
      return {
        ...lues,
        reservation: pourElle(reservation),
        etat: row.etat,
        motif: row.motif,
        demandeOuverte: await estOuverte(trx, reservation),
        aUnFichier: await aUnFichier(trx, row.id),
        remplacee: donneUnFichier({ ...lues, etat: row.etat, motif: row.motif })
          ? await lireRemplacee(trx, row.remplace_id)
          : null,
      };
  }
};

/** Where it goes now; null when nobody is to be written to any more, undefined when the booking does not say. */
export const adresseDeReservation = async (trx: Kysely<Tables>, id: string): Promise<string | null | undefined> => {
  const row = await findReservation(trx, id);
  const ecrite = row === undefined ? null : await lireReservationEcrite(trx, row);
  return ecrite?.destinataire;
};
