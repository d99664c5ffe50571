/** What the import of a reference file did. Line numbers and fields only, never a value. */
export interface BilanReferentiel {
  total: number;
  crees: number;
  modifies: number;
  inchanges: number;
  invalides: number;
  anomalies: { ligne: number; champ: string; type: 'absent' | 'format' | 'doublon' | 'inconnu' }[];
}

export const bilanVide = (): BilanReferentiel => ({
  total: 0,
  crees: 0,
  modifies: 0,
  inchanges: 0,
  invalides: 0,
  anomalies: [],
});
