/** What one relation would lose in an import. Vœux that move to another relation count: they leave this one. */
export interface PerteRelation {
  fluxId: string | null;
  /** `siretResponsable-siretFormateur`, as the operator names it; null for vœux that no relation receives. */
  relation: string | null;
  relationId: string | null;
  /** Active vœux before the import. */
  avant: number;
  retires: number;
  deplaces: number;
}

/** `tous`: the operator accepted every removal; else the relations accepted one by one (couple or id). */
export type Confirmation = 'tous' | readonly string[];

/** Thresholds of PROTOCOL 7, in one place. */
export const seuils = {
  relationPart: 0.2,
  relationMinimum: 5,
  relationEntiere: 3,
  fichierPart: 0.1,
  fichierMinimum: 50,
} as const;

const isShrunk = ({ avant, retires, deplaces }: PerteRelation): boolean => {
  const perte = retires + deplaces;
  return (
    (perte > seuils.relationPart * avant && perte >= seuils.relationMinimum) ||
    (perte === avant && avant >= seuils.relationEntiere)
  );
};

/**
 * The relations whose losses nobody confirmed, largest first; empty when the import may go on.
 * The whole file counts only what leaves it: a vœu that moves is still in the file.
 */
export function retraitsARefuser(pertes: readonly PerteRelation[], confirmation: Confirmation): PerteRelation[] {
  if (confirmation === 'tous') return [];
  const avant = pertes.reduce((sum, perte) => sum + perte.avant, 0);
  const retires = pertes.reduce((sum, perte) => sum + perte.retires, 0);
  const fileShrunk = retires > seuils.fichierPart * avant && retires >= seuils.fichierMinimum;
  const accepted = new Set(confirmation);
  return pertes
    .filter((perte) => isShrunk(perte) || (fileShrunk && perte.retires > 0))
    .filter(({ relation, relationId }) => !accepted.has(relation ?? '') && !accepted.has(relationId ?? ''))
    .sort(
      (a, b) => b.retires + b.deplaces - (a.retires + a.deplaces) || (a.relation ?? '').localeCompare(b.relation ?? ''),
    );
}
