import { type Perte, pertesInhabituelles } from '../../shared/domain/listes/seuils.ts';

/** What one relation would lose in an import. */
export interface PerteRelation extends Perte {
  fluxId: string | null;
  /** `siretResponsable-siretFormateur`, as the operator names it; null for vœux that no relation receives. */
  relation: string | null;
  relationId: string | null;
}

/** `tous`: the operator accepted every removal; else the relations accepted one by one (couple or id). */
export type Confirmation = 'tous' | readonly string[];

/** The relations whose losses nobody confirmed, largest first; empty when the import may go on. */
export function retraitsARefuser(pertes: readonly PerteRelation[], confirmation: Confirmation): PerteRelation[] {
  if (confirmation === 'tous') return [];
  const accepted = new Set(confirmation);
  return pertesInhabituelles(pertes)
    .filter(({ relation, relationId }) => !accepted.has(relation ?? '') && !accepted.has(relationId ?? ''))
    .sort(
      (a, b) => b.retires + b.deplaces - (a.retires + a.deplaces) || (a.relation ?? '').localeCompare(b.relation ?? ''),
    );
}
