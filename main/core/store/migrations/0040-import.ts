/** Staging of a file that a person imports: read here, looked at, then applied in one transaction or dropped. */
export const version = 40;

export const tables = `
CREATE TABLE arrivee (
  rang INTEGER PRIMARY KEY,
  numero_ligne INTEGER NOT NULL,
  cle TEXT NOT NULL UNIQUE,
  ine TEXT NOT NULL,
  couple TEXT,
  etat TEXT NOT NULL CHECK (etat IN ('valide', 'conserve')),
  empreinte TEXT NOT NULL,
  dossier TEXT NOT NULL,
  voeu TEXT NOT NULL
) STRICT;
CREATE INDEX arrivee_ine ON arrivee (couple, ine);
CREATE TABLE arrivee_anomalie (
  rang INTEGER PRIMARY KEY,
  numero_ligne INTEGER NOT NULL,
  colonne TEXT,
  type TEXT NOT NULL,
  gravite TEXT NOT NULL CHECK (gravite IN ('ecartee', 'a-verifier', 'reparee'))
) STRICT;
`;
