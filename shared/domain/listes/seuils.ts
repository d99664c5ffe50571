/** What one list would lose in an import, in vœux. Those that move to another relation count: they leave this one. */
export interface Perte {
  /** Active vœux before the import. */
  avant: number;
  retires: number;
  deplaces: number;
}

/** Thresholds of PROTOCOL 7, in one place: the server's import of an extraction, a poste's own import of a file. */
export const seuils = {
  relationPart: 0.2,
  relationMinimum: 5,
  relationEntiere: 3,
  fichierPart: 0.1,
  fichierMinimum: 50,
} as const;

const isShrunk = ({ avant, retires, deplaces }: Perte): boolean => {
  const perte = retires + deplaces;
  return (
    (perte > seuils.relationPart * avant && perte >= seuils.relationMinimum) ||
    (perte === avant && avant >= seuils.relationEntiere)
  );
};

/**
 * The losses that nobody may pass without a word, in the order given. The whole file counts only what leaves it: a
 * vœu that moves is still in the file.
 */
export function pertesInhabituelles<P extends Perte>(pertes: readonly P[]): P[] {
  const avant = pertes.reduce((sum, perte) => sum + perte.avant, 0);
  const retires = pertes.reduce((sum, perte) => sum + perte.retires, 0);
  const isFileShrunk = retires > seuils.fichierPart * avant && retires >= seuils.fichierMinimum;
  return pertes.filter((perte) => isShrunk(perte) || (isFileShrunk && perte.retires > 0));
}
