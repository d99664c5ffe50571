/** The columns that the bars of Accueil look at. */
export interface CountedInAvancement {
  etape: string | null;
  valeurs: string;
}

/** Counters a value (training, place, flux) and step. */
export const avancementKeys = (_row: CountedInAvancement): string[] => [];
