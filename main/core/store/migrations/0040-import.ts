/**
 * Staging of a file that a person imports: `arrivee` is what the file says, `arrivee_connue` what its local lists hold,
 * `arrivee_ligne` the rows that the two give, in order. Filled in slices, read by one transaction, emptied by it, by
 * the next reading and by every start: nothing of it is ever a source. `personne_effacee` and `personne_rattachee` hold
 * digests (store/marques.ts): who is not to come back, and which dossier of the server was opened for whom. The two partial indexes find the few actes and
 * people of local lists without weighing on the others.
 */
export const version = 40;

export const tables = `
CREATE TABLE arrivee (
  rang INTEGER PRIMARY KEY,
  numero_ligne INTEGER NOT NULL,
  couple TEXT NOT NULL,
  ine TEXT NOT NULL,
  cle TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('valide', 'conserve')),
  genre TEXT NOT NULL CHECK (genre IN ('ajoute', 'modifie', 'inchange')),
  empreinte TEXT NOT NULL,
  dossier TEXT NOT NULL,
  voeu TEXT NOT NULL,
  UNIQUE (couple, ine, cle)
) STRICT;
CREATE INDEX arrivee_genre ON arrivee (genre, rang) WHERE etat = 'valide' AND genre <> 'inchange';
CREATE TABLE arrivee_anomalie (
  rang INTEGER PRIMARY KEY,
  numero_ligne INTEGER NOT NULL,
  colonne TEXT,
  type TEXT NOT NULL,
  gravite TEXT NOT NULL CHECK (gravite IN ('ecartee', 'a-verifier', 'reparee'))
) STRICT;
CREATE INDEX arrivee_anomalie_gravite ON arrivee_anomalie (gravite, rang);
CREATE TABLE arrivee_connue (
  rang INTEGER PRIMARY KEY,
  couple TEXT NOT NULL,
  ine TEXT NOT NULL,
  cle TEXT NOT NULL,
  voeu TEXT NOT NULL,
  dossier TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('actif', 'retire')),
  empreinte TEXT NOT NULL,
  genre TEXT NOT NULL CHECK (genre IN ('garde', 'retire')),
  UNIQUE (couple, ine, cle)
) STRICT;
CREATE INDEX arrivee_connue_retire ON arrivee_connue (rang) WHERE genre = 'retire';
CREATE TABLE arrivee_ligne (
  rang INTEGER PRIMARY KEY,
  couple TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  v INTEGER NOT NULL,
  dossier TEXT,
  corps TEXT NOT NULL
) STRICT;
CREATE TABLE personne_effacee (marque TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE personne_rattachee (
  marque TEXT NOT NULL,
  dossier TEXT NOT NULL,
  personne TEXT NOT NULL,
  PRIMARY KEY (marque, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX personne_rattachee_dossier ON personne_rattachee (dossier);
CREATE INDEX saisie_locale ON saisie (etat) WHERE substr(flux, 1, 6) = 'local:';
CREATE INDEX dossier_etat_local ON dossier_etat (flux, dossier) WHERE substr(flux, 1, 6) = 'local:';
`;
