/**
 * What the lists need beside their rows: when this poste proved that it holds a transmission, and the audit lines of
 * exports and prints until the server has them. Neither is ever rebuilt. The écarts of one transmission are those
 * between two numbers of the flux: their index is small, a list changes few people.
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
`;
