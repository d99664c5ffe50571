import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { PerteRelation } from './seuils.ts';

/** Questions that the import asks SQL: the staging of one extraction against the known vœux of its campagne. */
export interface Portee {
  extractionId: string;
  campagne: number;
}

/** The flux of a couple, for this campagne; `null` gathers the vœux that no relation receives. */
export interface Destination {
  fluxId: string | null;
  responsable: string | null;
  formateur: string | null;
}

/** A known vœu that leaves its flux: removed from the file, or sent elsewhere by it. */
export interface Sortie {
  voeuId: string;
  fluxId: string | null;
  dossierId: string | null;
  ine: string;
  genre: 'retire' | 'deplace' | 'sans_relation';
}

/** Written out, not bound: the index of the flux of relations is only theirs, and SQLite must see that it applies. */
const isFluxDeRelation = sql<SqlBool>`f.genre = 'relation'`;

/**
 * What an import puts beyond a head is known to nobody: not to a simulation beside it, nor after it was killed. The
 * flux are few while there are any, and read once.
 */
const isVisible = sql<SqlBool>`(v.flux_id is null or v.flux_id not in (select id from flux where en_scene is not null))`;

/** Every line beside the vœu of its key, and that one's dossier. */
export const arriveeWithKnown = (db: Kysely<Tables>, { campagne }: Portee) =>
  db
    .selectFrom('voeu_arrivee as a')
    .leftJoin('voeu as v', (join) =>
      join
        .on('v.campagne', '=', campagne)
        .onRef('v.academie_code', '=', 'a.academie_code')
        .onRef('v.ine', '=', 'a.ine')
        .onRef('v.code_offre', '=', 'a.code_offre')
        .on(isVisible),
    )
    .leftJoin('dossier as d', 'd.id', 'v.dossier_id');

/** Known, active and not erased vœux beside their line, with the flux that the line names. */
const knownWithArrivee = (db: Kysely<Tables>, { campagne }: Portee) =>
  db
    .selectFrom('voeu as v')
    .leftJoin('dossier as d', 'd.id', 'v.dossier_id')
    .leftJoin('voeu_arrivee as a', (join) =>
      join
        .onRef('a.academie_code', '=', 'v.academie_code')
        .onRef('a.ine', '=', 'v.ine')
        .onRef('a.code_offre', '=', 'v.code_offre'),
    )
    .leftJoin('relation as r', (join) =>
      join
        .onRef('r.siret_responsable', '=', 'a.siret_responsable')
        .onRef('r.siret_formateur', '=', 'a.siret_formateur'),
    )
    .leftJoin('flux as f', (join) =>
      join.onRef('f.relation_id', '=', 'r.id').on('f.campagne', '=', campagne).on(isFluxDeRelation),
    )
    .where('v.campagne', '=', campagne)
    .where('v.etat', '=', 'actif')
    .where(isVisible)
    .where('d.efface_le', 'is', null);

const isRemoved = sql<SqlBool>`a.etat is null`;
const isMoved = sql<SqlBool>`(a.etat = 'valide' and v.flux_id is not null and v.flux_id is distinct from f.id)`;

/**
 * What each relation would lose.
 *
 * @param fluxIds these flux alone; at most some hundreds
 */
export async function comptePertes(
  db: Kysely<Tables>,
  portee: Portee,
  fluxIds?: readonly string[],
): Promise<PerteRelation[]> {
  const all = knownWithArrivee(db, portee);
  const rows = await (fluxIds === undefined ? all : all.where('v.flux_id', 'in', fluxIds))
    .leftJoin('flux as vf', 'vf.id', 'v.flux_id')
    .leftJoin('relation as vr', 'vr.id', 'vf.relation_id')
    .select((eb) => [
      'v.flux_id',
      'vr.id as relation_id',
      'vr.siret_responsable',
      'vr.siret_formateur',
      eb.fn.countAll<number>().as('avant'),
      count(isRemoved).as('retires'),
      count(isMoved).as('deplaces'),
    ])
    .groupBy(['v.flux_id', 'vr.id', 'vr.siret_responsable', 'vr.siret_formateur'])
    .execute();
  return rows.map((row) => ({
    fluxId: row.flux_id,
    relationId: row.relation_id,
    relation: row.siret_responsable === null ? null : `${row.siret_responsable}-${row.siret_formateur}`,
    avant: row.avant,
    retires: row.retires,
    deplaces: row.deplaces,
  }));
}

/**
 * Every known vœu that leaves its flux, read before anything is written.
 *
 * @param fluxId that flux alone
 */
export async function listSorties(db: Kysely<Tables>, portee: Portee, fluxId?: string): Promise<Sortie[]> {
  const all = knownWithArrivee(db, portee);
  const rows = await (fluxId === undefined ? all : all.where('v.flux_id', '=', fluxId))
    .where((eb) => eb.or([isRemoved, isMoved]))
    .select(['v.id', 'v.flux_id', 'v.dossier_id', 'v.ine', 'a.etat as arrivee', 'a.siret_responsable'])
    .orderBy('v.ine')
    .orderBy('v.code_offre')
    .orderBy('v.academie_code')
    .execute();
  return rows.map((row) => ({
    voeuId: row.id,
    fluxId: row.flux_id,
    dossierId: row.dossier_id,
    ine: row.ine,
    genre: row.arrivee === null ? 'retire' : row.siret_responsable === null ? 'sans_relation' : 'deplace',
  }));
}

/** Lines that are not usable but whose vœu is known and stays as it is. */
export async function listConservees(db: Kysely<Tables>, portee: Portee): Promise<number[]> {
  const rows = await arriveeWithKnown(db, portee)
    .where('a.etat', '=', sql.lit('conserve'))
    // Not `=`, which would let SQLite begin with every known vœu: the unusable lines are few, and have an index.
    .where('v.etat', 'is', 'actif')
    .where('d.efface_le', 'is', null)
    .select('a.numero_ligne')
    .orderBy('a.numero_ligne')
    .execute();
  return rows.map((row) => row.numero_ligne);
}

/** What the lines of one couple change, and what is already there to receive them. */
export interface Couple {
  /** Both null: the lines that no relation receives. */
  responsable: string | null;
  formateur: string | null;
  relationId: string | null;
  fluxId: string | null;
  /** When its flux was purged: it may receive nothing any more. */
  purgeLe: string | null;
  lignes: number;
  /** Lines whose key nobody ever saw in this campagne. */
  inconnus: number;
  /** Vœux that no extraction knew, or that are back. */
  nouveaux: number;
  arrives: number;
  modifies: number;
}

export const isNew = sql<SqlBool>`(v.id is null or v.etat = 'retire' or d.efface_le is not null)`;
export const count = (condition: RawBuilder<SqlBool>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`;

/** Every couple that the valid lines name: one reading of the staging, in the order of its index. */
export async function listCouples(db: Kysely<Tables>, portee: Portee): Promise<Couple[]> {
  const isHere = sql<SqlBool>`coalesce(v.flux_id = f.id, v.flux_id is null and a.siret_responsable is null)`;
  const rows = await arriveeWithKnown(db, portee)
    .leftJoin('relation as r', (join) =>
      join
        .onRef('r.siret_responsable', '=', 'a.siret_responsable')
        .onRef('r.siret_formateur', '=', 'a.siret_formateur'),
    )
    .leftJoin('flux as f', (join) =>
      join.onRef('f.relation_id', '=', 'r.id').on('f.campagne', '=', portee.campagne).on(isFluxDeRelation),
    )
    .where('a.etat', '=', 'valide')
    .select((eb) => [
      'a.siret_responsable',
      'a.siret_formateur',
      eb.fn.min('r.id').as('relation_id'),
      eb.fn.min('f.id').as('flux_id'),
      eb.fn.min('f.purge_le').as('purge_le'),
      eb.fn.countAll<number>().as('lignes'),
      count(sql<SqlBool>`v.id is null`).as('inconnus'),
      count(isNew).as('nouveaux'),
      count(sql<SqlBool>`not ${isNew} and not ${isHere}`).as('arrives'),
      count(sql<SqlBool>`not ${isNew} and ${isHere} and v.empreinte_ligne <> a.empreinte_ligne`).as('modifies'),
    ])
    .groupBy(['a.siret_responsable', 'a.siret_formateur'])
    .execute();
  return rows.map((row) => {
    const { lignes, inconnus, nouveaux, arrives, modifies } = row;
    const isNamed = row.siret_responsable !== null && row.siret_formateur !== null;
    return {
      responsable: isNamed ? row.siret_responsable : null,
      formateur: isNamed ? row.siret_formateur : null,
      relationId: row.relation_id,
      fluxId: row.flux_id,
      purgeLe: row.purge_le,
      ...{ lignes, inconnus, nouveaux, arrives, modifies },
    };
  });
}
