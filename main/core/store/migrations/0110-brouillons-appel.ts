/**
 * What was chosen of a call that is not logged yet, beside its note: of whom (`operateur`, '' where nobody is declared),
 * and when, so that it is nobody else's and not another day's. A colleague begins her own beside it. Chosen by a person,
 * so never rebuilt; it goes with hers (candidats/brouillons.ts).
 */
export const version = 110;

export const tables = `
CREATE TABLE brouillon_appel (
  candidat TEXT NOT NULL,
  operateur TEXT NOT NULL,
  contenu TEXT NOT NULL,
  ecrit_le TEXT NOT NULL,
  PRIMARY KEY (candidat, operateur)
) STRICT, WITHOUT ROWID;
`;
