/**
 * What is being written to a family, to several, or as a modèle: typed by a person, so never rebuilt. `cle` says which
 * (`personne:<candidat>`, `groupe`, `modele:<id>`); `parti` is 1 while nobody said whether it left. One that names
 * somebody goes with her (candidats/brouillons.ts).
 */
export const version = 100;

export const tables = `
CREATE TABLE brouillon_message (
  cle TEXT PRIMARY KEY,
  candidat TEXT,
  contenu TEXT NOT NULL,
  parti INTEGER NOT NULL CHECK (parti IN (0, 1)),
  ecrit_le TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX brouillon_message_candidat ON brouillon_message (candidat) WHERE candidat IS NOT NULL;
`;
