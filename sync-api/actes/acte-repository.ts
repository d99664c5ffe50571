import { type Kysely, sql } from 'kysely';
import { type ActeOrdonne, acteRecu } from '../../shared/domain/actes/acte.ts';
import type { Tables } from '../store/tables.ts';

/** What the server knows of actes and of the persons they concern. Every function runs in the caller's transaction. */

export const findActe = (trx: Kysely<Tables>, id: string) =>
  trx.selectFrom('acte').selectAll().where('id', '=', id).executeTakeFirst();

export const findDossier = (trx: Kysely<Tables>, id: string) =>
  trx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirst();

export interface DossierDePersonne {
  id: string;
  fluxId: string;
}

export interface Personne {
  /** HMAC of the INE; null when the person is known from a call only: then it has this one dossier. */
  cleIne: string | null;
  siretResponsable: string;
  dossiers: DossierDePersonne[];
}

/**
 * The person behind a dossier: every dossier not erased with the same INE under the same responsable, in flux
 * order (PROTOCOL 1). Null for a dossier outside a relation.
 */
export const findPersonne = async (trx: Kysely<Tables>, dossierId: string): Promise<Personne | null> => {
  const own = await trx
    .selectFrom('dossier')
    .innerJoin('flux', 'flux.id', 'dossier.flux_id')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select(['dossier.id', 'dossier.flux_id', 'dossier.cle_ine', 'relation.siret_responsable'])
    .where('dossier.id', '=', dossierId)
    .executeTakeFirst();
  if (own === undefined) return null;
  const base = { cleIne: own.cle_ine, siretResponsable: own.siret_responsable };
  if (own.cle_ine === null) return { ...base, dossiers: [{ id: own.id, fluxId: own.flux_id }] };
  const rows = await trx
    .selectFrom('dossier')
    .innerJoin('flux', 'flux.id', 'dossier.flux_id')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select(['dossier.id', 'dossier.flux_id'])
    .where('dossier.cle_ine', '=', own.cle_ine)
    .where('dossier.efface_le', 'is', null)
    .where('relation.siret_responsable', '=', own.siret_responsable)
    .orderBy('dossier.flux_id')
    .orderBy('dossier.id')
    .execute();
  return { ...base, dossiers: rows.map(({ id, flux_id }) => ({ id, fluxId: flux_id })) };
};

const storedActe = acteRecu;

/** The accepted actes of one dossier, ready to fold, in server order. Tens of rows. */
export const listActes = async (trx: Kysely<Tables>, fluxId: string, dossierId: string): Promise<ActeOrdonne[]> => {
  // The flux is told apart here: asked of the database, it would walk the whole flux in its order to spare itself a sort.
  const rows = await trx
    .selectFrom('ligne')
    .select(['seq', 'corps', 'flux_id'])
    .where('dossier_id', '=', dossierId)
    .where('type', '=', 'acte')
    .orderBy('seq')
    .execute();
  const own = rows.filter(({ flux_id }) => flux_id === fluxId);
  return own.map(({ seq, corps }) => {
    const acte = storedActe.parse(JSON.parse(corps));
    return {
      acte,
      recu: {
        seq,
        recuLe: acte.recu_le,
        faitCorrigeLe: acte.fait_corrige_le,
        heureIncertaine: acte.heure_incertaine,
        posteNom: acte.poste_nom,
        retenu: acte.effet === 'retenu',
      },
      rangLocal: 0,
    };
  });
};

/** Those of these actes that the server itself wrote (OPPOSITION, erasure): no poste sent them. */
export const filterMinted = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('acte')
    .select('id')
    .where('id', 'in', [...ids])
    .where('compte_id', 'is', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
};

/** Every row of a flux that speaks of one dossier, its own included. */
export const listLignesDuDossier = async (
  trx: Kysely<Tables>,
  fluxId: string,
  dossierId: string,
): Promise<string[]> => {
  const rows = await trx
    .selectFrom('ligne')
    .select('id')
    .where('flux_id', '=', fluxId)
    .where((eb) => eb.or([eb('id', '=', dossierId), eb('dossier_id', '=', dossierId)]))
    .orderBy('seq')
    .execute();
  return rows.map(({ id }) => id);
};

/** Forgets who an erased dossier was: key, source lines, and the hashes of what was said (PROTOCOL 5). */
export const effacerDossier = async (trx: Kysely<Tables>, dossierId: string, now: string): Promise<void> => {
  await trx.updateTable('dossier').set({ cle_ine: null, efface_le: now }).where('id', '=', dossierId).execute();
  await trx.deleteFrom('voeu').where('dossier_id', '=', dossierId).execute();
  await trx
    .updateTable('acte')
    .set({ empreinte_corps: sql.lit('') })
    .where('dossier_id', '=', dossierId)
    .execute();
};
