/** One entry that the file adds, corrects or, for the offers alone, removes; `cle` identifies no person. */
export interface Changement {
  cle: string;
  genre: 'ajout' | 'modification' | 'retrait';
}

/** What the import of a reference file did. Line numbers and fields only, never a value. */
export interface BilanReferentiel {
  total: number;
  crees: number;
  modifies: number;
  inchanges: number;
  invalides: number;
  anomalies: { ligne: number; champ: string; type: 'absent' | 'format' | 'doublon' | 'inconnu' | 'recensement' }[];
  /** Told by a simulation only. */
  changements: Changement[];
  /** Everything was computed, nothing was written. */
  simulation: boolean;
}

export interface OptionsReferentiel {
  /** Compute and tell what would change, write nothing. */
  simuler?: boolean;
}

export const bilanVide = ({ simuler = false }: OptionsReferentiel = {}): BilanReferentiel => ({
  total: 0,
  crees: 0,
  modifies: 0,
  inchanges: 0,
  invalides: 0,
  anomalies: [],
  changements: [],
  simulation: simuler,
});

const compteurs = { ajout: 'crees', modification: 'modifies' } as const;

/** Counts an addition or a correction, and names it when this is a simulation. */
export function noterChangement(bilan: BilanReferentiel, cle: string, genre: 'ajout' | 'modification'): void {
  bilan[compteurs[genre]] += 1;
  if (bilan.simulation) bilan.changements.push({ cle, genre });
}
