import type { Kysely } from 'kysely';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { direSuivi, lireDossier } from './ligne.ts';

/** What goes with a person, with a flux, or with time (PROTOCOL 5). Every function runs in the caller's transaction. */

const jourMs = 86_400_000;
/** How long a form waits for its author to prove the address; then it is forgotten. */
export const attenteMs = jourMs;
/** A deposit that was taken may still stand in the guichet after a crash; not for so long. */
const depotPrisJours = 30;

const retirer = async (
  trx: Kysely<Tables>,
  demandes: readonly { id: string; empreinte_jeton: string }[],
): Promise<void> => {
  for (const { id } of demandes)
    for (const table of ['courriel', 'reservation_attendue'] as const)
      await trx.deleteFrom(table).where('demande_id', '=', id).execute();
  await direPartis(trx, demandes);
};

/** These links lead nowhere any more: their pages and what is kept of their deposits go (suivi.ts). */
const direPartis = (trx: Kysely<Tables>, rows: readonly { empreinte_jeton: string }[]): Promise<void> =>
  direSuivi(
    trx,
    rows.map(({ empreinte_jeton }) => empreinte_jeton),
  );

/**
 * An erased dossier: its demandes with their digests, every mail about them or to their address, forms of the same person
 * that wait for a proof, its halves of merges. Call it before the rows of the flux are blanked: they hold the address.
 */
export const oublierDemandesDuDossier = async (
  trx: Kysely<Tables>,
  fluxId: string,
  dossierId: string,
): Promise<void> => {
  const demandes = await trx
    .selectFrom('demande')
    .select(['id', 'empreinte_jeton', 'cle_courriel', 'cle_telephone'])
    .where('dossier_id', '=', dossierId)
    .execute();
  for (const { cle_courriel, cle_telephone } of demandes) {
    for (const [colonne, cle] of [
      ['cle_courriel', cle_courriel],
      ['cle_telephone', cle_telephone],
    ] as const)
      if (cle !== null)
        await direPartis(
          trx,
          await trx.deleteFrom('depot_a_confirmer').where(colonne, '=', cle).returning('empreinte_jeton').execute(),
        );
  }
  if (demandes.length > 0) {
    const dossier = await lireDossier(trx, { fluxId, dossierId });
    // The mail that asked for a proof came before any demande: only its address tells whose it was.
    for (const courriel of dossier?.emails ?? [])
      await trx.deleteFrom('courriel').where('destinataire', '=', courriel).where('demande_id', 'is', null).execute();
  }
  await retirer(trx, demandes);
  await trx.deleteFrom('courriel').where('dossier_id', '=', dossierId).execute();
  await trx.deleteFrom('demande').where('dossier_id', '=', dossierId).execute();
  await trx.deleteFrom('lien_moitie').where('dossier_id', '=', dossierId).execute();
};

/** A purged flux. */
export const oublierDemandesDuFlux = async (trx: Kysely<Tables>, fluxId: string): Promise<void> => {
  const demandes = await trx
    .selectFrom('demande')
    .select(['id', 'empreinte_jeton'])
    .where('flux_id', '=', fluxId)
    .execute();
  await retirer(trx, demandes);
  for (const table of ['courriel', 'demande', 'lien_moitie'] as const)
    await trx.deleteFrom(table).where('flux_id', '=', fluxId).execute();
};

/**
 * « Ne souhaite plus être contacté »: what still waits to be sent to her will not be. What waits for the CFA is decided
 * when it leaves, since what was said may be taken back.
 */
export const abandonnerCourriels = async (
  trx: Kysely<Tables>,
  { clock }: { clock: Clock },
  dossierId: string,
): Promise<void> => {
  await trx
    .updateTable('courriel')
    .set({ etat: 'abandonne', fini_le: clock.now().toISOString(), donnees: '{}', destinataire: null })
    .where('dossier_id', '=', dossierId)
    .where('genre', 'like', 'candidat-%')
    .where('etat', '=', 'a_envoyer')
    .execute();
};

/**
 * Forms that nobody confirmed in time, with the mails that asked for it, and deposits taken long ago. To be called now and
 * then. @returns how many rows.
 */
export const oublierDepots = async (db: Kysely<Tables>, { clock }: { clock: Clock }): Promise<number> => {
  const now = clock.now();
  const avant = new Date(now.getTime() - depotPrisJours * jourMs).toISOString();
  const expires = await db.transaction().execute(async (trx) => {
    const rows = await trx
      .deleteFrom('depot_a_confirmer')
      .where('expire_le', '<=', now.toISOString())
      .returning('empreinte_jeton')
      .execute();
    await direPartis(trx, rows);
    // Sent, refused or still waiting: the address may be of somebody who never asked for anything.
    await trx
      .deleteFrom('courriel')
      .where('genre', '=', 'candidat-a-confirmer')
      .where('cree_le', '<=', new Date(now.getTime() - attenteMs).toISOString())
      .execute();
    return rows.length;
  });
  await db.deleteFrom('reservation_attendue').where('demandee_le', '<=', avant).execute();
  const pris = await db.deleteFrom('depot_pris').where('pris_le', '<=', avant).executeTakeFirst();
  return expires + Number(pris.numDeletedRows);
};
