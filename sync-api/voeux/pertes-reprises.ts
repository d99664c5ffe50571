import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { comptePertes, type Portee } from './comparaison.ts';
import { type Plan, refuserLesPertes } from './plan.ts';
import { type PerteRelation, retraitsARefuser } from './seuils.ts';

const fluxAtOnce = 500;

/**
 * Counts again, in the one transaction, the flux that somebody wrote into since the plan: an erasure changes how many
 * vœux a relation has, so both its total and what it may lose.
 *
 * @param tetes the heads as they are now
 * @returns the flux whose vœux are not as many as the plan says: to be compared again
 * @throws Refusal TROP_DE_RETRAITS when the losses, weighed again, are too many
 */
export async function reprendreLesPertes(
  trx: Kysely<Tables>,
  portee: Portee,
  { tetes: known, pertes, confirmation }: Pick<Plan, 'tetes' | 'pertes' | 'confirmation'>,
  tetes: ReadonlyMap<string, number>,
): Promise<string[]> {
  const moved = [...tetes].filter(([id, tete]) => known.has(id) && known.get(id) !== tete).map(([id]) => id);
  if (moved.length === 0) return [];
  const now = new Map<string | null, PerteRelation>();
  for (let start = 0; start < moved.length; start += fluxAtOnce) {
    const counted = await comptePertes(trx, portee, moved.slice(start, start + fluxAtOnce));
    for (const perte of counted) now.set(perte.fluxId, perte);
  }
  const isMoved = new Set<string | null>(moved);
  const current = pertes.map((perte) =>
    isMoved.has(perte.fluxId) ? (now.get(perte.fluxId) ?? { ...perte, avant: 0, retires: 0, deplaces: 0 }) : perte,
  );
  const changed = current.filter(({ avant }, index) => avant !== pertes[index]?.avant);
  if (changed.length === 0) return [];
  refuserLesPertes({ aRefuser: retraitsARefuser(current, confirmation) });
  return changed.map(({ fluxId }) => fluxId ?? '');
}
