/**
 * What was chosen of a call that is not logged yet, beside its note: of whom (`operateur`), and when, so that it is
 * nobody else's and not another day's. Chosen by a person, so never rebuilt; it goes with hers
 * (candidats/brouillons.ts).
 */
export const version = 110;

export const tables = `
CREATE TABLE brouillon_appel (
  candidat TEXT PRIMARY KEY,
  contenu TEXT NOT NULL,
  operateur TEXT,
  ecrit_le TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
