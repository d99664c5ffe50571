import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { accuseRequest, Ordre } from '../../shared/contract/sync.ts';
import type { Random } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import type { DroitFlux, Porteur } from './droits.ts';

/**
 * Orders are the only thing that makes a poste delete (PROTOCOL 5): a flux missing from the list never does.
 * An order is persisted before it is first shown, and stays until the poste acknowledges it with its counts.
 */

export type OrdreRaison = Ordre['raison'];

/**
 * Gives one order to several postes, unless they already have that same one.
 * @param desLe instant from which it holds; also what tells two ends of the same right apart.
 */
export const poserOrdre = async (
  trx: Kysely<Tables>,
  random: Random,
  { postes, fluxId, raison, desLe }: { postes: readonly string[]; fluxId: string; raison: OrdreRaison; desLe: string },
): Promise<void> => {
  for (const posteId of postes) {
    const known = await trx
      .selectFrom('ordre')
      .select('id')
      .where('poste_id', '=', posteId)
      .where('flux_id', '=', fluxId)
      .where('raison', '=', raison)
      .where('des_le', '=', desLe)
      .executeTakeFirst();
    if (known !== undefined) continue;
    await trx
      .insertInto('ordre')
      .values({
        id: random.uuid(),
        poste_id: posteId,
        flux_id: fluxId,
        raison,
        des_le: desLe,
        accuse_le: null,
        lignes: null,
        actes_non_envoyes: null,
      })
      .execute();
  }
};

/**
 * Orders for the rights of this compte that have ended, one per flux that the poste may have held.
 * A délégation may end by its own date, with nobody there to act: the poste's next visit writes the order. A poste made
 * since is told too: the same PC may have signed in again over the file that it had. One that holds nothing counts zero.
 */
export const poserFinsDeDroit = async (
  trx: Kysely<Tables>,
  random: Random,
  porteur: Porteur,
  droits: readonly DroitFlux[],
): Promise<void> => {
  const poste = await trx.selectFrom('poste').select('id').where('id', '=', porteur.posteId).executeTakeFirst();
  if (poste === undefined) return;
  for (const { flux, droits: droit, finLe } of droits) {
    if (droit === 'complets' || finLe === null) continue;
    const raison = flux.purge_le !== null ? 'purge' : finLe === porteur.renduLe ? 'poste_retire' : 'fin_de_delegation';
    const desLe = flux.purge_le ?? finLe;
    await poserOrdre(trx, random, { postes: [porteur.posteId], fluxId: flux.id, raison, desLe });
  }
};

/** The orders a poste has still to carry out. A right that was given back suspends the end it had. */
export const listOrdres = async (
  db: Kysely<Tables>,
  posteId: string,
  droits: readonly DroitFlux[],
  now: Date,
): Promise<Ordre[]> => {
  const complets = new Set(droits.filter(({ droits: droit }) => droit === 'complets').map(({ flux }) => flux.id));
  const rows = await db
    .selectFrom('ordre')
    .select(['id', 'flux_id', 'raison', 'des_le'])
    .where('poste_id', '=', posteId)
    .where('accuse_le', 'is', null)
    .where('des_le', '<=', now.toISOString())
    .orderBy('des_le')
    .orderBy('id')
    .execute();
  return rows
    .filter(({ raison, flux_id }) => raison !== 'fin_de_delegation' || !complets.has(flux_id))
    .map(({ id, flux_id, raison, des_le }) => ({ ordre_id: id, flux: flux_id, raison, des_le }));
};

/**
 * Records what a poste deleted. A second acknowledgement changes nothing: the first counts are the true ones.
 * @returns false when the order is not this poste's.
 */
export const accuserOrdre = async (
  db: Kysely<Tables>,
  posteId: string,
  ordreId: string,
  { lignes, actes_non_envoyes }: z.infer<typeof accuseRequest>,
  now: Date,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('ordre')
      .set({ accuse_le: now.toISOString(), lignes, actes_non_envoyes })
      .where('id', '=', ordreId)
      .where('poste_id', '=', posteId)
      .where('accuse_le', 'is', null)
      .returning('flux_id')
      .executeTakeFirst();
    if (done !== undefined) {
      // The poste no longer holds the flux: its former proof is void.
      await trx.deleteFrom('recu').where('poste_id', '=', posteId).where('flux_id', '=', done.flux_id).execute();
      return true;
    }
    const known = await trx
      .selectFrom('ordre')
      .select('id')
      .where('id', '=', ordreId)
      .where('poste_id', '=', posteId)
      .executeTakeFirst();
    return known !== undefined;
  });
