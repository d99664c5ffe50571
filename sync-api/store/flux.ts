import { hash } from 'node:crypto';
import { type Kysely, type OnConflictBuilder, type Selectable, sql } from 'kysely';
import { deplacer, texteEmpreinte } from '../../shared/domain/empreinte.ts';
import { enTranches } from '../../shared/domain/tranches.ts';
import { InsertMany } from './insert-many.ts';
import type { Tables } from './tables.ts';

/**
 * The one way to number rows (PROTOCOL 4). A head is a counter taken with `UPDATE flux SET tete = tete + n
 * RETURNING` inside the transaction that writes, never a database sequence: the row lock makes the order of
 * numbers the order of commits, so a poste that read up to N can never be shown a smaller number later.
 * `nombre` and `empreinte` are kept by the same call, so that they cannot drift from the rows.
 */

export type FluxRow = Selectable<Tables['flux']>;

export interface LigneAEcrire {
  /** UUID; the newest version of an entity replaces the former one. */
  id: string;
  type: string;
  v: number;
  dossierId: string | null;
  /** Frozen body, JSON text. */
  corps: string;
}

export interface LignesEcrites {
  /** Head of the flux after the write. */
  tete: number;
  /** The number each id received. */
  seqs: ReadonlyMap<string, number>;
}

/** Which flux a thing belongs to (PROTOCOL 1). */
export type CleFlux =
  | { genre: 'relation'; relationId: string; campagne: number; purgeApres?: string | null }
  | { genre: 'organisme'; siretResponsable: string }
  | { genre: 'compte'; compteId: string };

export const empreinteVide = '0'.repeat(64);
/** Bound parameters per statement stay far below SQLite's 32,766 and PostgreSQL's 65,535. */
const tranche = 500;

/** sha256 of one version of one row, 64 hexadecimal digits: a term of the sum of PROTOCOL 4 (receipt). */
export const empreinteLigne = (id: string, seq: number): string => hash('sha256', texteEmpreinte(id, seq), 'hex');

const parTranches = <T>(items: readonly T[]): T[][] => enTranches(items, tranche);

/**
 * Takes the row lock of several flux, in id order so that two writers never wait for each other.
 * Call it before the first read of a transaction that writes: on SQLite it also takes the writer lock at once.
 * What an import was preparing in one of them gives way to the writer: the import compares that flux again.
 * @returns the rows of those that exist, by id.
 */
export const lockFlux = async (trx: Kysely<Tables>, ids: Iterable<string>): Promise<Map<string, FluxRow>> => {
  const found = new Map<string, FluxRow>();
  for (const id of [...new Set(ids)].sort()) {
    const row = await trx
      .updateTable('flux')
      .set((eb) => ({ tete: eb('tete', '+', 0) }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) continue;
    if (row.en_scene !== null) await quitterScene(trx, row);
    found.set(id, { ...row, en_scene: null });
  }
  return found;
};

/**
 * Removes what an import wrote beyond the head of one flux, which no poste ever saw (voeux/avance.ts).
 * Such a flux holds no vœu of a list yet: those that have its id are the import's.
 */
export const quitterScene = async (trx: Kysely<Tables>, { id, tete }: Pick<FluxRow, 'id' | 'tete'>): Promise<void> => {
  await trx.deleteFrom('ligne').where('flux_id', '=', id).where('seq', '>', tete).execute();
  await trx.deleteFrom('voeu').where('flux_id', '=', id).execute();
  await trx.updateTable('flux').set({ en_scene: null }).where('id', '=', id).execute();
};

/** An entity keeps its newest version only (PROTOCOL 4): a row that comes again takes the place of the former one. */
export const derniereVersion = (conflict: OnConflictBuilder<Tables, 'ligne'>) =>
  conflict.columns(['flux_id', 'id']).doUpdateSet((eb) => ({
    seq: eb.ref('excluded.seq'),
    type: eb.ref('excluded.type'),
    v: eb.ref('excluded.v'),
    dossier_id: eb.ref('excluded.dossier_id'),
    corps: eb.ref('excluded.corps'),
  }));

export const insertLignes = new InsertMany<Selectable<Tables['ligne']>>((trx, rows) =>
  trx.insertInto('ligne').values(rows).onConflict(derniereVersion).compile(),
);

/**
 * Writes rows into one flux, in the given order, inside the caller's transaction; an id given twice keeps its
 * last body. A caller that writes into several flux locks them first with {@link lockFlux}.
 * @param recuLe instant of reception: `dernier_recu_le` of the flux never goes back.
 * @throws when the flux does not exist: a bug of the caller.
 */
export const writeLignes = async (
  trx: Kysely<Tables>,
  { fluxId, lignes, recuLe }: { fluxId: string; lignes: readonly LigneAEcrire[]; recuLe?: string },
): Promise<LignesEcrites> => {
  const uniques = new Map<string, LigneAEcrire>();
  for (const ligne of lignes) {
    uniques.delete(ligne.id);
    uniques.set(ligne.id, ligne);
  }
  const flux = await trx
    .updateTable('flux')
    .set((eb) => ({ tete: eb('tete', '+', uniques.size) }))
    .where('id', '=', fluxId)
    .returning(['tete', 'nombre', 'empreinte', 'dernier_recu_le'])
    .executeTakeFirstOrThrow();

  let { nombre, empreinte } = flux;
  let seq = flux.tete - uniques.size;
  const seqs = new Map<string, number>();
  for (const part of parTranches([...uniques.values()])) {
    const former = await trx
      .selectFrom('ligne')
      .select(['id', 'seq'])
      .where('flux_id', '=', fluxId)
      .where(
        'id',
        'in',
        part.map(({ id }) => id),
      )
      .execute();
    nombre += part.length - former.length;
    const values = part.map((ligne) => {
      seq += 1;
      seqs.set(ligne.id, seq);
      return {
        flux_id: fluxId,
        id: ligne.id,
        seq,
        type: ligne.type,
        v: ligne.v,
        dossier_id: ligne.dossierId,
        corps: ligne.corps,
      };
    });
    empreinte = deplacer(
      empreinte,
      former.map((row) => empreinteLigne(row.id, row.seq)),
      values.map((row) => empreinteLigne(row.id, row.seq)),
    );
    await insertLignes.run(trx, values);
  }
  const dernier = flux.dernier_recu_le;
  const dernierRecuLe = recuLe !== undefined && (dernier === null || recuLe > dernier) ? recuLe : dernier;
  await trx
    .updateTable('flux')
    .set({ nombre, empreinte, dernier_recu_le: dernierRecuLe })
    .where('id', '=', fluxId)
    .execute();
  return { tete: flux.tete, seqs };
};

/**
 * Turns rows into tombstones that keep their id and take a new number (erasure and purge only, PROTOCOL 4).
 * Ids that the flux does not hold, or that already are tombstones, are left alone.
 * @param jour civil day of the removal, YYYY-MM-DD.
 */
export const retireLignes = async (
  trx: Kysely<Tables>,
  {
    fluxId,
    ids,
    raison,
    jour,
  }: { fluxId: string; ids: readonly string[]; raison: 'effacement' | 'purge'; jour: string },
): Promise<LignesEcrites> => {
  const lignes: LigneAEcrire[] = [];
  const corps = JSON.stringify({ raison, jour });
  for (const part of parTranches([...new Set(ids)])) {
    const rows = await trx
      .selectFrom('ligne')
      .select(['id', 'dossier_id'])
      .where('flux_id', '=', fluxId)
      .where('id', 'in', part)
      .where('type', '!=', 'tombstone')
      .orderBy('seq')
      .execute();
    for (const row of rows) lignes.push({ id: row.id, type: 'tombstone', v: 1, dossierId: row.dossier_id, corps });
  }
  return writeLignes(trx, { fluxId, lignes });
};

const findFlux = (trx: Kysely<Tables>, cle: CleFlux) => {
  // Written out, not bound: each index is of one kind only, and the database must see that it applies.
  const query = trx.selectFrom('flux').select('id').where('genre', '=', sql.lit(cle.genre));
  if (cle.genre === 'relation')
    return query.where('relation_id', '=', cle.relationId).where('campagne', '=', cle.campagne).executeTakeFirst();
  if (cle.genre === 'organisme') return query.where('siret_responsable', '=', cle.siretResponsable).executeTakeFirst();
  return query.where('compte_id', '=', cle.compteId).executeTakeFirst();
};

/** Finds the flux of a thing, or opens an empty one. @returns its id. */
export const ensureFlux = async (trx: Kysely<Tables>, random: { uuid(): string }, cle: CleFlux): Promise<string> => {
  const known = await findFlux(trx, cle);
  if (known !== undefined) return known.id;
  const id = random.uuid();
  await trx
    .insertInto('flux')
    .values({
      id,
      genre: cle.genre,
      relation_id: cle.genre === 'relation' ? cle.relationId : null,
      siret_responsable: cle.genre === 'organisme' ? cle.siretResponsable : null,
      compte_id: cle.genre === 'compte' ? cle.compteId : null,
      campagne: cle.genre === 'relation' ? cle.campagne : null,
      tete: 0,
      nombre: 0,
      empreinte: empreinteVide,
      plancher: 0,
      purge_apres: cle.genre === 'relation' ? (cle.purgeApres ?? null) : null,
      purge_le: null,
      dernier_recu_le: null,
      en_scene: null,
    })
    .execute();
  return id;
};
