import type { Kysely } from 'kysely';
import { estActive, tientUnePlace } from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { direSuivi } from '../demandes/ligne.ts';
import type { Tables } from '../store/tables.ts';
import { direOffre } from './ligne.ts';
import { promouvoir } from './promotion.ts';

/** What goes of the agenda with a person or with a flux (PROTOCOL 5). Both run in the caller's transaction. */

const oublierReservations = async (
  trx: Kysely<Tables>,
  rows: readonly { id: string; empreinte_jeton: string }[],
): Promise<void> => {
  for (const { id } of rows) {
    await trx.deleteFrom('courriel').where('reservation_id', '=', id).execute();
    await trx.deleteFrom('reservation').where('id', '=', id).execute();
  }
  await direSuivi(
    trx,
    rows.map(({ empreinte_jeton }) => empreinte_jeton),
  );
};

/**
 * An erased dossier: its bookings, every mail about them, the pages of their links; their places go to who waits. Its rows
 * of the flux are blanked by the caller.
 */
export const oublierAgendaDuDossier = async (ecriture: Ecriture, dossierId: string): Promise<void> => {
  const { trx } = ecriture;
  const rows = await trx
    .selectFrom('reservation')
    .select(['id', 'creneau_id', 'etat', 'empreinte_jeton'])
    .where('dossier_id', '=', dossierId)
    .execute();
  await oublierReservations(trx, rows);
  const quittes = rows.filter(({ etat }) => estActive(etat));
  for (const creneauId of new Set(quittes.map(({ creneau_id }) => creneau_id))) await direOffre(trx, creneauId);
  const liberes = quittes.filter(({ etat }) => tientUnePlace(etat));
  for (const creneauId of new Set(liberes.map(({ creneau_id }) => creneau_id))) await promouvoir(ecriture, creneauId);
};

/** A purged flux: its créneaux and every booking of them; their offers leave the public pages. */
export const oublierAgendaDuFlux = async (trx: Kysely<Tables>, fluxId: string): Promise<void> => {
  const rows = await trx
    .selectFrom('reservation')
    .select(['id', 'empreinte_jeton'])
    .where('flux_id', '=', fluxId)
    .execute();
  await oublierReservations(trx, rows);
  const creneaux = await trx.deleteFrom('creneau').where('flux_id', '=', fluxId).returning('id').execute();
  for (const { id } of creneaux) await direOffre(trx, id);
};
