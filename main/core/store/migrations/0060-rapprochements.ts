/**
 * Who may be one person. `signalement` is what a dossier is recognised by, under the rang of its `dossier_etat`, and
 * `contact` finds the dossiers that one number or address reaches: both are part of the projection and folded again
 * after it. `contact` is filled from `signalement` at the end of a first sync, sorted, in one pass.
 * `rapprochement_ecarte` is what a person here decided, never rebuilt: two dossiers, the smaller id first, and digests of
 * the contacts that were seen that day, so that a new one asks again.
 */
export const version = 60;

export const tables = `
CREATE TABLE signalement (rang INTEGER PRIMARY KEY, corps TEXT NOT NULL) STRICT;
CREATE TABLE contact (
  cle TEXT NOT NULL,
  rang INTEGER NOT NULL,
  PRIMARY KEY (cle, rang)
) STRICT, WITHOUT ROWID;
CREATE TABLE rapprochement_ecarte (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  vus TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX rapprochement_ecarte_b ON rapprochement_ecarte (b);
INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"50"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere');
`;
