import type { Kysely } from 'kysely';
import { oublierAgendaDuFlux } from '../agenda/oubli.ts';
import type { Clock, Random } from '../context.ts';
import { oublierDemandesDuFlux } from '../demandes/oubli.ts';
import { audit } from '../store/audit.ts';
import { empreinteVide, lockFlux } from '../store/flux.ts';
import { renewEpoque } from '../store/serveur.ts';
import type { Tables } from '../store/tables.ts';
import { reprendreLaMain } from '../voeux/la-main.ts';
import { poserOrdre } from './ordres.ts';

/** What ends: a délégation, a flux, a history (PROTOCOL 3, 5). Functions of the operator, outside any request. */

export interface FinsDeps {
  clock: Clock;
  random: Random;
}

/**
 * Heads jump by this much after a restore. Numbers given between the backup and the disaster are then never given
 * again: two bodies can never share an (id, seq), so a receipt cannot be equal by accident.
 */
export const sautRestauration = 1_000_000;

const postesDe = (trx: Kysely<Tables>, compteId: string) =>
  trx.selectFrom('poste').select('id').where('compte_id', '=', compteId).where('revoque_le', 'is', null).execute();

/**
 * Ends a délégation now, and writes the orders of every poste of the compte for what it may no longer read.
 * @returns false when there is no such délégation or it had already ended.
 */
export const finirDelegation = async (
  db: Kysely<Tables>,
  { clock, random }: FinsDeps,
  delegationId: string,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const now = clock.now();
    const finLe = now.toISOString();
    const ended = await trx
      .updateTable('delegation')
      .set({ fin_le: finLe })
      .where('id', '=', delegationId)
      .where((eb) => eb.or([eb('fin_le', 'is', null), eb('fin_le', '>', finLe)]))
      .returning(['compte_id', 'relation_id'])
      .executeTakeFirst();
    if (ended === undefined) return false;
    const active = await trx
      .selectFrom('delegation')
      .innerJoin('relation', 'relation.id', 'delegation.relation_id')
      .select(['relation.id', 'relation.siret_responsable'])
      .where('delegation.compte_id', '=', ended.compte_id)
      .where('debut_le', '<=', finLe)
      .where((eb) => eb.or([eb('fin_le', 'is', null), eb('fin_le', '>', finLe)]))
      .execute();
    const relation = await trx
      .selectFrom('relation')
      .select('siret_responsable')
      .where('id', '=', ended.relation_id)
      .executeTakeFirstOrThrow();
    const relationKept = active.some(({ id }) => id === ended.relation_id);
    const organismeKept = active.some((row) => row.siret_responsable === relation.siret_responsable);
    const lost = await trx
      .selectFrom('flux')
      .select('id')
      .where((eb) =>
        eb.or([
          ...(relationKept ? [] : [eb('relation_id', '=', ended.relation_id)]),
          ...(organismeKept ? [] : [eb('siret_responsable', '=', relation.siret_responsable)]),
        ]),
      )
      .execute();
    const postes = (await postesDe(trx, ended.compte_id)).map(({ id }) => id);
    for (const { id } of lost)
      await poserOrdre(trx, random, { postes, fluxId: id, raison: 'fin_de_delegation', desLe: finLe });
    await audit(trx, { le: now, code: 'FIN_DE_DELEGATION', objet: delegationId, nombre: lost.length });
    return true;
  });

/** Comptes that may hold a flux of this relation: its responsable, and whoever ever had it delegated. */
const postesDuFlux = async (trx: Kysely<Tables>, relationId: string) =>
  trx
    .selectFrom('poste')
    .innerJoin('compte', 'compte.id', 'poste.compte_id')
    .select('poste.id')
    .where('poste.revoque_le', 'is', null)
    .where((eb) =>
      eb.or([
        eb(
          'compte.siret',
          'in',
          eb.selectFrom('relation').select('siret_responsable').where('relation.id', '=', relationId),
        ),
        eb(
          'compte.id',
          'in',
          eb.selectFrom('delegation').select('compte_id').where('delegation.relation_id', '=', relationId),
        ),
      ]),
    )
    .execute();

/**
 * Removes everything a relation's flux holds, with the order to every poste that may hold it. The flux itself
 * stays as an empty, closed row: its id still means « purgé » to a poste that comes back a year later.
 * @returns the number of rows removed, or null when there is no such flux or it was already purged.
 */
export const purgerFlux = async (
  db: Kysely<Tables>,
  { clock, random }: FinsDeps,
  fluxId: string,
): Promise<number | null> =>
  db.transaction().execute(async (trx) => {
    const now = clock.now();
    const flux = (await lockFlux(trx, [fluxId])).get(fluxId);
    if (flux === undefined || flux.relation_id === null || flux.purge_le !== null) return null;
    await oublierAgendaDuFlux(trx, fluxId);
    await oublierDemandesDuFlux(trx, fluxId);
    for (const table of ['ligne', 'acte', 'dossier', 'voeu', 'recu'] as const)
      await trx.deleteFrom(table).where('flux_id', '=', fluxId).execute();
    const tete = flux.tete + 1;
    await trx
      .updateTable('flux')
      .set({ tete, nombre: 0, empreinte: empreinteVide, plancher: tete, purge_le: now.toISOString() })
      .where('id', '=', fluxId)
      .execute();
    const postes = (await postesDuFlux(trx, flux.relation_id)).map(({ id }) => id);
    await poserOrdre(trx, random, { postes, fluxId, raison: 'purge', desLe: now.toISOString() });
    await audit(trx, { le: now, code: 'PURGE', objet: fluxId, nombre: flux.nombre });
    return flux.nombre;
  });

/**
 * To be called once after a backup was put back, before the server listens: a new epoch, which makes every poste
 * pull again from 0 and offer again what the backup lacks.
 * @returns the new epoch.
 */
export const restaurer = async (db: Kysely<Tables>, { clock, random }: FinsDeps): Promise<string> =>
  db.transaction().execute(async (trx) => {
    // An import that the backup caught at work: its rows beyond the heads would become visible.
    await reprendreLaMain(trx);
    await trx
      .updateTable('flux')
      .set((eb) => ({ tete: eb('tete', '+', sautRestauration) }))
      .execute();
    const epoque = await renewEpoque(trx, random);
    await audit(trx, { le: clock.now(), code: 'RESTAURATION', objet: epoque });
    return epoque;
  });
