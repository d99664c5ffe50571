import type { Kysely, Selectable } from 'kysely';
import type { Random } from '../context.ts';
import { ensureFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import type { Acces } from './acces.ts';

/** The account, as far as its organismes are asked for. */
export type PorteurOrganismes = Pick<Acces['compte'], 'id' | 'role' | 'siret'>;

/** A row as it stands in one flux. */
export type LigneTenue = Pick<Selectable<Tables['ligne']>, 'flux_id' | 'type' | 'corps'>;

/**
 * The responsables that an account serves at this instant: its own, or those of its lasting délégations.
 *
 * @returns SIRETs, none when every right ended
 */
export const responsablesServis = async (
  db: Kysely<Tables>,
  compte: PorteurOrganismes,
  now: Date,
): Promise<string[]> => {
  if (compte.role === 'responsable') return compte.siret === null ? [] : [compte.siret];
  const instant = now.toISOString();
  const rows = await db
    .selectFrom('delegation')
    .innerJoin('relation', 'relation.id', 'delegation.relation_id')
    .select('relation.siret_responsable')
    .distinct()
    .where('delegation.compte_id', '=', compte.id)
    .where('delegation.debut_le', '<=', instant)
    .where((where) => where.or([where('delegation.fin_le', 'is', null), where('delegation.fin_le', '>', instant)]))
    .execute();
  return rows.map((row) => row.siret_responsable);
};

/** The organisme flux of these responsables, made when they are not there yet, in id order. */
export const fluxDesOrganismes = async (
  db: Kysely<Tables>,
  random: Random,
  responsables: readonly string[],
): Promise<string[]> => {
  const ids: string[] = [];
  for (const siretResponsable of responsables) {
    ids.push(await ensureFlux(db, random, { genre: 'organisme', siretResponsable }));
  }
  return ids.sort();
};

/** Every row that bears this id, whatever its flux: a poste holds them together, and an id names one thing. */
export const lignesDeLId = (db: Kysely<Tables>, id: string): Promise<LigneTenue[]> =>
  db
    .selectFrom('ligne')
    .select(['flux_id', 'type', 'corps'])
    .where('flux_id', 'in', db.selectFrom('flux').select('flux.id'))
    .where('id', '=', id)
    .execute();
