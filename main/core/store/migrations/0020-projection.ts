/**
 * The shape that a first sync fills fast. Identifiers are random: an index on them, kept while rows come, is written
 * again page by page at every commit and costs more than the rows. So even the unique ones are made at the end, with
 * `lookups`; until then the writer of a first sync answers for what they forbid. What the lists are sorted by stays in `candidat`, narrow,
 * so that making nine indexes reads little, and so do the proofs of `ligne` without the bodies (`ligne_corps`); what is
 * shown and searched of a person goes to `candidat_corps`, whose words are kept so that the search index is filled from them in one pass, by SQLite itself. A value of a filter stands once in
 * `valeur` instead of once per candidat.
 * Nothing of it is a source: everything is folded again after it. A first sync that was under way starts again.
 */
export const version = 20;

export const tables = `
DROP TABLE candidat;
DROP TABLE candidat_valeur;
DROP TABLE dossier_etat;
DELETE FROM lien;
DELETE FROM compteur;
INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"10"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere' AND valeur = '"faite"');
UPDATE flux SET curseur = 0 WHERE (SELECT valeur FROM local WHERE cle = 'premiere') = '"en-cours"';
INSERT INTO candidat_texte (candidat_texte) VALUES ('delete-all');
INSERT INTO candidat_chiffres (candidat_chiffres) VALUES ('delete-all');

CREATE TABLE ligne_sans_index (
  rang INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  flux TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  v INTEGER NOT NULL,
  dossier TEXT,
  generation INTEGER NOT NULL,
  lecture TEXT NOT NULL CHECK (lecture IN ('lue', 'inconnue', 'quarantaine'))
) STRICT;
CREATE TABLE ligne_corps (rang INTEGER PRIMARY KEY, corps TEXT NOT NULL) STRICT;
INSERT INTO ligne_sans_index (rang, id, flux, seq, type, v, dossier, generation, lecture)
  SELECT rang, id, flux, seq, type, v, dossier, generation, lecture FROM ligne
  WHERE (SELECT valeur FROM local WHERE cle = 'premiere') IS NOT '"en-cours"';
INSERT INTO ligne_corps (rang, corps) SELECT rang, corps FROM ligne WHERE rang IN (SELECT rang FROM ligne_sans_index);
DROP TABLE ligne;
ALTER TABLE ligne_sans_index RENAME TO ligne;
CREATE TRIGGER ligne_supprimee AFTER DELETE ON ligne BEGIN
  DELETE FROM ligne_corps WHERE rang = OLD.rang;
END;

CREATE TABLE dossier_etat (
  rang INTEGER PRIMARY KEY,
  dossier TEXT NOT NULL,
  flux TEXT NOT NULL,
  ine TEXT,
  candidat TEXT NOT NULL
) STRICT;
CREATE TABLE candidat (
  rang INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  nom_tri TEXT NOT NULL,
  situation TEXT NOT NULL,
  situation_tri INTEGER NOT NULL,
  ouverte INTEGER NOT NULL CHECK (ouverte IN (0, 1)),
  prochaine_tri TEXT NOT NULL,
  appel_tri TEXT NOT NULL,
  a_appeler_des TEXT,
  retard_des TEXT,
  affecte_a TEXT,
  nouveaute TEXT CHECK (nouveaute IN ('nouveau', 'modifie', 'retire')),
  a_departager INTEGER NOT NULL CHECK (a_departager IN (0, 1))
) STRICT;
CREATE TABLE candidat_corps (
  rang INTEGER PRIMARY KEY,
  corps TEXT NOT NULL,
  valeurs TEXT NOT NULL,
  mots TEXT NOT NULL,
  chiffres TEXT NOT NULL
) STRICT;
CREATE TABLE valeur (
  rang INTEGER PRIMARY KEY,
  genre TEXT NOT NULL CHECK (genre IN ('formation', 'accueil', 'flux', 'operateur')),
  cle TEXT NOT NULL,
  nom TEXT NOT NULL,
  UNIQUE (genre, cle, nom)
) STRICT;
CREATE TABLE candidat_valeur (
  valeur INTEGER NOT NULL,
  candidat INTEGER NOT NULL,
  PRIMARY KEY (valeur, candidat)
) STRICT, WITHOUT ROWID;
`;

/** What rows and people are found by. Made once the rows of a first sync are there, by every start afterwards. */
export const lookups = `
CREATE UNIQUE INDEX IF NOT EXISTS ligne_id ON ligne (id, flux);
CREATE INDEX IF NOT EXISTS ligne_dossier ON ligne (dossier, type);
CREATE INDEX IF NOT EXISTS ligne_flux ON ligne (flux, type);
CREATE UNIQUE INDEX IF NOT EXISTS dossier_etat_dossier ON dossier_etat (dossier);
CREATE INDEX IF NOT EXISTS dossier_etat_candidat ON dossier_etat (candidat);
CREATE INDEX IF NOT EXISTS dossier_etat_ine ON dossier_etat (ine) WHERE ine IS NOT NULL;
CREATE INDEX IF NOT EXISTS lien_dossier ON lien (dossier);
CREATE UNIQUE INDEX IF NOT EXISTS candidat_id ON candidat (id);
`;

/** What the lists are sorted and filtered by: after the last fold. */
export const deferred = `
${lookups}
CREATE INDEX IF NOT EXISTS ligne_a_relire ON ligne (flux) WHERE lecture <> 'lue';
CREATE INDEX IF NOT EXISTS candidat_nom ON candidat (nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_situation ON candidat (situation_tri, nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_prochaine ON candidat (prochaine_tri, nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_appel ON candidat (appel_tri, nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_a_appeler ON candidat (a_appeler_des) WHERE a_appeler_des IS NOT NULL;
CREATE INDEX IF NOT EXISTS candidat_retard ON candidat (retard_des) WHERE retard_des IS NOT NULL;
CREATE INDEX IF NOT EXISTS candidat_affecte ON candidat (affecte_a);
CREATE INDEX IF NOT EXISTS candidat_nouveaute ON candidat (nouveaute) WHERE nouveaute IS NOT NULL;
CREATE INDEX IF NOT EXISTS candidat_a_departager ON candidat (a_departager) WHERE a_departager = 1;
`;
