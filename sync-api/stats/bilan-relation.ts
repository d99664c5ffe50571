import { type Kysely, type SqlBool, sql } from 'kysely';
import { transmissionLigne } from '../../shared/contract/lignes.ts';
import { isTransmission } from '../store/mouvement.ts';
import type { Tables } from '../store/tables.ts';
import type { Destinataire } from '../suivi/destinataires.ts';

/** Figures of one relation in one campagne; `accueils` are UAI. See `Tables['bilan_relation']`. */
export interface BilanRelation {
  voeux: number;
  recus: number;
  etat: Tables['bilan_relation']['etat'];
  par: Tables['bilan_relation']['par'];
  accueils: string[];
}

/** What an import is writing in advance is nobody's yet. Asked with the vœux, so that both are of one instant. */
export const isVisible = (fluxId: string) =>
  sql<SqlBool>`exists (select 1 from flux where flux.id = ${fluxId} and flux.en_scene is null)`;

/**
 * Counts one relation from its own rows. A list counts as received when a main recipient proved it holds it (never
 * when it was merely asked for). Received in part: the last list is not, an older one is; of it, the vœux that no later
 * list added or changed.
 */
export async function compterRelation(
  db: Kysely<Tables>,
  fluxId: string,
  destinataires: readonly Destinataire[],
): Promise<BilanRelation> {
  const parDate = await db
    .selectFrom('voeu')
    .select((eb) => ['modifie_le', eb.fn.countAll<number>().as('nombre')])
    .where('flux_id', '=', fluxId)
    .where('etat', '=', 'actif')
    .where(isVisible(fluxId))
    .groupBy('modifie_le')
    .execute();
  const voeux = parDate.reduce((sum, { nombre }) => sum + nombre, 0);
  if (voeux === 0) return { voeux, recus: 0, etat: 'sans_voeux', par: null, accueils: [] };
  const accueils = await listAccueils(db, fluxId);
  const recue = await lastReceived(db, fluxId, destinataires);
  if (recue === null) return { voeux, recus: 0, etat: 'aucun', par: null, accueils };
  if (recue.numero >= (await lastNumero(db, fluxId)))
    return { voeux, recus: voeux, etat: 'complet', par: recue.role, accueils };
  const recus = parDate
    .filter(({ modifie_le: changed }) => changed <= recue.transmise_le)
    .reduce((sum, { nombre }) => sum + nombre, 0);
  return { voeux, recus, etat: 'partiel', par: recue.role, accueils };
}

async function lastReceived(db: Kysely<Tables>, fluxId: string, destinataires: readonly Destinataire[]) {
  const comptes = destinataires.flatMap(({ compteId }) => compteId ?? []);
  if (comptes.length === 0) return null;
  const row = await db
    .selectFrom('reception')
    .select(['numero', 'transmise_le', 'role'])
    .where('flux_id', '=', fluxId)
    .where('compte_id', 'in', comptes)
    .orderBy('numero', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function lastNumero(db: Kysely<Tables>, fluxId: string): Promise<number> {
  const row = await db
    .selectFrom('ligne as l')
    .innerJoin('flux', 'flux.id', 'l.flux_id')
    .select('l.corps')
    .where('l.flux_id', '=', fluxId)
    .whereRef('l.seq', '<=', 'flux.tete')
    .where(isTransmission)
    .orderBy('l.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? 0 : transmissionLigne.parse(JSON.parse(row.corps)).numero;
}

async function listAccueils(db: Kysely<Tables>, fluxId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('voeu')
    .innerJoin('ligne', (join) => join.onRef('ligne.flux_id', '=', 'voeu.flux_id').onRef('ligne.id', '=', 'voeu.id'))
    .select(sql<string | null>`json_extract(ligne.corps, '$.etablissement_accueil.uai')`.as('uai'))
    .distinct()
    .where('voeu.flux_id', '=', fluxId)
    .where('voeu.etat', '=', 'actif')
    .where('ligne.type', '=', 'voeu')
    .execute();
  return rows.flatMap(({ uai }) => uai ?? []).sort();
}
