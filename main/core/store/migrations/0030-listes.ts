/**
 * What the lists need beside their rows: when this poste proved that it holds a transmission, and the audit lines of
 * exports and prints until the server has them. Neither is ever rebuilt. The écarts of one transmission are those
 * between two numbers of the flux: their index is small, a list changes few people.
 * What a dossier weighs in the counts of its list is part of the projection: everything is folded again after it, a
 * first sync that was under way at its end. A flux that was proved already is proved once more, which gives the
 * receptions their hour.
 */
export const version = 30;

export const tables = `
CREATE TABLE reception (
  transmission TEXT PRIMARY KEY,
  flux TEXT NOT NULL,
  le TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE trace (
  rang INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  corps TEXT NOT NULL,
  recue INTEGER NOT NULL DEFAULT 0 CHECK (recue IN (0, 1))
) STRICT;
CREATE INDEX trace_a_envoyer ON trace (rang) WHERE recue = 0;
CREATE INDEX ligne_ecart ON ligne (flux, seq) WHERE type = 'ecart';

ALTER TABLE dossier_etat ADD COLUMN marque TEXT NOT NULL DEFAULT ''
  CHECK (marque IN ('', 'inchange', 'nouveau', 'modifie', 'retire'));
ALTER TABLE dossier_etat ADD COLUMN voeux INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dossier_etat ADD COLUMN accueils TEXT NOT NULL DEFAULT '[]';
INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"20"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere');
UPDATE flux SET verifie_tete = -1 WHERE genre = 'relation';
`;
