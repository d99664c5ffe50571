import { type Kysely, type SqlBool, sql } from 'kysely';
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

/** One valid line beside what is known of its key. */
export interface Rencontre {
  academieCode: string;
  ine: string;
  codeOffre: string;
  empreinte: string;
  dossier: string;
  voeu: string;
  connu: {
    id: string;
    fluxId: string | null;
    dossierId: string | null;
    etat: 'actif' | 'retire';
    empreinte: string;
    efface: boolean;
    creeLe: string;
  } | null;
}

const arriveeWithKnown = (db: Kysely<Tables>, { extractionId, campagne }: Portee) =>
  db
    .selectFrom('voeu_arrivee as a')
    .leftJoin('voeu as v', (join) =>
      join
        .on('v.campagne', '=', campagne)
        .onRef('v.academie_code', '=', 'a.academie_code')
        .onRef('v.ine', '=', 'a.ine')
        .onRef('v.code_offre', '=', 'a.code_offre'),
    )
    .leftJoin('dossier as d', 'd.id', 'v.dossier_id')
    .where('a.extraction_id', '=', extractionId);

/** Known, active and not erased vœux beside their line, with the flux that the line names. */
const knownWithArrivee = (db: Kysely<Tables>, { extractionId, campagne }: Portee) =>
  db
    .selectFrom('voeu as v')
    .leftJoin('dossier as d', 'd.id', 'v.dossier_id')
    .leftJoin('voeu_arrivee as a', (join) =>
      join
        .on('a.extraction_id', '=', extractionId)
        .onRef('a.academie_code', '=', 'v.academie_code')
        .onRef('a.ine', '=', 'v.ine')
        .onRef('a.code_offre', '=', 'v.code_offre'),
    )
    .leftJoin('relation as r', (join) =>
      join
        .onRef('r.siret_responsable', '=', 'a.siret_responsable')
        .onRef('r.siret_formateur', '=', 'a.siret_formateur'),
    )
    .leftJoin('flux as f', (join) => join.onRef('f.relation_id', '=', 'r.id').on('f.campagne', '=', campagne))
    .where('v.campagne', '=', campagne)
    .where('v.etat', '=', 'actif')
    .where('d.efface_le', 'is', null);

const isRemoved = sql<SqlBool>`a.etat is null`;
const isMoved = sql<SqlBool>`(a.etat = 'valide' and v.flux_id is not null and v.flux_id is not f.id)`;

/** What each relation would lose. */
export async function comptePertes(db: Kysely<Tables>, portee: Portee): Promise<PerteRelation[]> {
  const rows = await knownWithArrivee(db, portee)
    .leftJoin('flux as vf', 'vf.id', 'v.flux_id')
    .leftJoin('relation as vr', 'vr.id', 'vf.relation_id')
    .select((eb) => [
      'v.flux_id',
      'vr.id as relation_id',
      'vr.siret_responsable',
      'vr.siret_formateur',
      eb.fn.countAll<number>().as('avant'),
      sql<number>`sum(case when ${isRemoved} then 1 else 0 end)`.as('retires'),
      sql<number>`sum(case when ${isMoved} then 1 else 0 end)`.as('deplaces'),
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

/** Every known vœu that leaves its flux, read before anything is written. */
export async function listSorties(db: Kysely<Tables>, portee: Portee): Promise<Sortie[]> {
  const rows = await knownWithArrivee(db, portee)
    .where((eb) => eb.or([isRemoved, isMoved]))
    .select(['v.id', 'v.flux_id', 'v.dossier_id', 'v.ine', 'a.etat as arrivee', 'f.id as cible'])
    .orderBy('v.ine')
    .orderBy('v.code_offre')
    .orderBy('v.academie_code')
    .execute();
  return rows.map((row) => ({
    voeuId: row.id,
    fluxId: row.flux_id,
    dossierId: row.dossier_id,
    ine: row.ine,
    genre: row.arrivee === null ? 'retire' : row.cible === null ? 'sans_relation' : 'deplace',
  }));
}

/** Lines that are not usable but whose vœu is known and stays as it is. */
export async function listConservees(db: Kysely<Tables>, portee: Portee): Promise<number[]> {
  const rows = await arriveeWithKnown(db, portee)
    .where('a.etat', '=', 'conserve')
    .where('v.etat', '=', 'actif')
    .where('d.efface_le', 'is', null)
    .select('a.numero_ligne')
    .orderBy('a.numero_ligne')
    .execute();
  return rows.map((row) => row.numero_ligne);
}

/** The couples that the valid lines name. */
export const listCouples = (db: Kysely<Tables>, { extractionId }: Portee) =>
  db
    .selectFrom('voeu_arrivee')
    .select(['siret_responsable', 'siret_formateur'])
    .distinct()
    .where('extraction_id', '=', extractionId)
    .where('etat', '=', 'valide')
    .orderBy('siret_responsable')
    .orderBy('siret_formateur')
    .execute();

const ofDestination = (db: Kysely<Tables>, portee: Portee, { responsable, formateur }: Destination) =>
  arriveeWithKnown(db, portee)
    .where('a.etat', '=', 'valide')
    .where('a.siret_responsable', responsable === null ? 'is' : '=', responsable)
    .where('a.siret_formateur', formateur === null ? 'is' : '=', formateur);

/** The pupils of a destination with at least one line that is new, changed, back or come from elsewhere. */
export async function listInesChanges(
  db: Kysely<Tables>,
  portee: Portee,
  destination: Destination,
): Promise<{ ine: string; nouveaux: number; arrives: number; modifies: number }[]> {
  const isNew = sql<SqlBool>`(v.id is null or v.etat = 'retire' or d.efface_le is not null)`;
  const isHere = sql<SqlBool>`v.flux_id is ${destination.fluxId}`;
  return await ofDestination(db, portee, destination)
    .where((eb) => eb.or([isNew, sql<SqlBool>`not ${isHere}`, sql<SqlBool>`v.empreinte_ligne <> a.empreinte_ligne`]))
    .select([
      'a.ine',
      sql<number>`sum(case when ${isNew} then 1 else 0 end)`.as('nouveaux'),
      sql<number>`sum(case when not ${isNew} and not ${isHere} then 1 else 0 end)`.as('arrives'),
      sql<number>`sum(case when not ${isNew} and ${isHere} then 1 else 0 end)`.as('modifies'),
    ])
    .groupBy('a.ine')
    .orderBy('a.ine')
    .execute();
}

/** Every valid line of some pupils in one destination, changed or not: a dossier is told by all its lines. */
export async function listRencontres(
  db: Kysely<Tables>,
  portee: Portee,
  destination: Destination,
  ines: readonly string[],
): Promise<Rencontre[]> {
  const rows = await ofDestination(db, portee, destination)
    .where('a.ine', 'in', ines)
    .select(['a.academie_code', 'a.ine', 'a.code_offre', 'a.empreinte_ligne', 'a.dossier', 'a.voeu'])
    .select(['v.id', 'v.flux_id', 'v.dossier_id', 'v.etat', 'v.empreinte_ligne as connue', 'v.cree_le', 'd.efface_le'])
    .orderBy('a.ine')
    .orderBy('a.code_offre')
    .orderBy('a.academie_code')
    .execute();
  return rows.map((row) => ({
    academieCode: row.academie_code,
    ine: row.ine,
    codeOffre: row.code_offre,
    empreinte: row.empreinte_ligne,
    dossier: row.dossier,
    voeu: row.voeu,
    connu:
      row.id === null || row.etat === null || row.connue === null || row.cree_le === null
        ? null
        : {
            id: row.id,
            fluxId: row.flux_id,
            dossierId: row.dossier_id,
            etat: row.etat,
            empreinte: row.connue,
            efface: row.efface_le !== null,
            creeLe: row.cree_le,
          },
  }));
}
