import type { Kysely, Selectable } from 'kysely';
import { lignes, type ReservationLigne } from '../../shared/contract/lignes.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { direSuivi, ecrireLignes } from '../demandes/ligne.ts';
import type { LigneAEcrire } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { suivreLaDemande } from './suivi-demande.ts';

export type CreneauRow = Selectable<Tables['creneau']>;
export type ReservationRow = Selectable<Tables['reservation']>;

export const findCreneau = (trx: Kysely<Tables>, id: string): Promise<CreneauRow | undefined> =>
  trx.selectFrom('creneau').selectAll().where('id', '=', id).executeTakeFirst();

export const findReservation = (trx: Kysely<Tables>, id: string): Promise<ReservationRow | undefined> =>
  trx.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirst();

/** A booking as postes read it, with the hours that its créneau has now. */
export const enLigneReservation = (row: ReservationRow, creneau: CreneauRow): LigneAEcrire => {
  const corps: ReservationLigne = {
    dossier: row.dossier_id,
    creneau: row.creneau_id,
    demande: row.demande_id,
    etat: row.etat,
    motif: row.motif,
    genre: creneau.genre,
    debut: creneau.debut,
    fin: creneau.fin,
    rang: row.rang,
    demandee_le: row.demandee_le,
    etat_le: row.etat_le,
    // Of an offer that lapsed its end stays here alone, for a yes that was said in time.
    expire_le: row.etat === 'offerte' ? row.expire_le : null,
    source: row.source,
    remplace: row.remplace_id,
  };
  return {
    id: row.id,
    type: 'reservation',
    v: lignes.reservation.v,
    dossierId: row.dossier_id,
    corps: JSON.stringify(corps),
  };
};

/** The offer of a créneau in the guichet is to be written again, or removed (offres.ts). */
export const direOffre = async (trx: Kysely<Tables>, creneauId: string): Promise<void> => {
  await trx.insertInto('offre_a_dire').values({ creneau_id: creneauId }).execute();
};

/**
 * Bookings of one créneau as they stand from now on: their table, their rows of the flux, the pages of their links, the
 * free places that the guichet shows, and the demandes that they answer.
 *
 * @param avant `attendait`: those that end here held nothing, they waited for a place or were offered one
 */
export const poserReservations = async (
  ecriture: Ecriture,
  creneau: CreneauRow,
  rows: readonly ReservationRow[],
  avant: { attendait: boolean } = { attendait: false },
): Promise<void> => {
  if (rows.length === 0) return;
  const { trx } = ecriture;
  for (const { id, ...reste } of rows)
    await trx
      .insertInto('reservation')
      .values({ id, ...reste })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(reste))
      .execute();
  await ecrireLignes(
    ecriture,
    creneau.flux_id,
    rows.map((row) => enLigneReservation(row, creneau)),
  );
  await direSuivi(
    trx,
    rows.map(({ empreinte_jeton }) => empreinte_jeton),
  );
  if (creneau.offre !== null) await direOffre(trx, creneau.id);
  for (const row of rows) await suivreLaDemande(ecriture, row, avant);
};
