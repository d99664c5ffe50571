/**
 * First shape of a poste's file. Three families that never share a writer: the mirror (`flux`, `ligne`), written by
 * the pull alone; what the person wrote (`saisie`, `brouillon`, local tables), never rebuilt; the projection
 * (`dossier_etat`, `candidat*`, `compteur`), which can be dropped and folded again from the two others, with what a
 * change of list leaves to fold (`relecture`, `a_refaire`), kept so that a kill forgets nobody.
 * Secondary indexes are left out of `tables`: a first sync makes `lookups` (what the projection searches by) when its
 * rows are all there, and `deferred` (what the lists are sorted and filtered by) when the projection is.
 */
export const version = 10;

export const tables = `
CREATE TABLE flux (
  id TEXT PRIMARY KEY,
  genre TEXT NOT NULL CHECK (genre IN ('relation', 'organisme', 'compte')),
  nom TEXT NOT NULL,
  entree TEXT NOT NULL,
  campagne INTEGER,
  droits TEXT NOT NULL CHECK (droits IN ('complets', 'envoi_seul')),
  purge_apres TEXT,
  curseur INTEGER NOT NULL DEFAULT 0,
  tete INTEGER NOT NULL DEFAULT 0,
  generation INTEGER NOT NULL DEFAULT 0,
  reconstruit INTEGER NOT NULL DEFAULT 0 CHECK (reconstruit IN (0, 1)),
  verifie_tete INTEGER NOT NULL DEFAULT -1,
  indisponible INTEGER NOT NULL DEFAULT 0 CHECK (indisponible IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE ligne (
  rang INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  flux TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  v INTEGER NOT NULL,
  dossier TEXT,
  corps TEXT NOT NULL,
  generation INTEGER NOT NULL,
  lecture TEXT NOT NULL CHECK (lecture IN ('lue', 'inconnue', 'quarantaine')),
  UNIQUE (id, flux)
) STRICT;

CREATE TABLE ordre (
  id TEXT PRIMARY KEY,
  flux TEXT NOT NULL,
  raison TEXT NOT NULL,
  des_le TEXT NOT NULL,
  execute_le TEXT,
  lignes INTEGER NOT NULL DEFAULT 0,
  actes_non_envoyes INTEGER NOT NULL DEFAULT 0,
  accuse INTEGER NOT NULL DEFAULT 0 CHECK (accuse IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE saisie (
  rang INTEGER PRIMARY KEY AUTOINCREMENT,
  acte TEXT NOT NULL UNIQUE,
  flux TEXT NOT NULL,
  dossier TEXT NOT NULL,
  type TEXT NOT NULL,
  corps TEXT NOT NULL,
  fait_le TEXT NOT NULL,
  envoyable_le TEXT NOT NULL,
  echange_le TEXT,
  vide_le TEXT,
  etat TEXT NOT NULL CHECK (etat IN ('a_envoyer', 'en_vol', 'accepte', 'a_revoir', 'squelette')),
  deja_en_vol INTEGER NOT NULL DEFAULT 0 CHECK (deja_en_vol IN (0, 1)),
  code TEXT,
  essais INTEGER NOT NULL DEFAULT 0,
  reessayer_le TEXT,
  seq INTEGER,
  recu_le TEXT
) STRICT;
CREATE INDEX saisie_dossier ON saisie (dossier);
CREATE INDEX saisie_etat ON saisie (etat, rang);

CREATE TABLE dossier_perdu (
  dossier TEXT PRIMARY KEY,
  flux TEXT NOT NULL,
  ine TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE brouillon (candidat TEXT PRIMARY KEY, texte TEXT NOT NULL, ecrit_le TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE local (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE operateur_local (
  id TEXT PRIMARY KEY,
  nom TEXT NOT NULL,
  pin TEXT NOT NULL,
  essais INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE passage (
  rang INTEGER PRIMARY KEY AUTOINCREMENT,
  le TEXT NOT NULL,
  duree_ms INTEGER NOT NULL,
  recues INTEGER NOT NULL,
  envoyees INTEGER NOT NULL,
  issue TEXT NOT NULL CHECK (issue IN ('reussie', 'interrompue', 'echec')),
  erreur TEXT
) STRICT;

CREATE TABLE dossier_etat (
  dossier TEXT PRIMARY KEY,
  flux TEXT NOT NULL,
  ine TEXT,
  candidat TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE flux_transmission (
  flux TEXT PRIMARY KEY,
  transmission TEXT,
  premiere INTEGER NOT NULL CHECK (premiere IN (0, 1)),
  seq INTEGER NOT NULL,
  nombre INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE relecture (
  flux TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('voeu', 'ecart')),
  marques TEXT NOT NULL,
  rang INTEGER NOT NULL,
  PRIMARY KEY (flux, type)
) STRICT, WITHOUT ROWID;
CREATE TABLE a_refaire (dossier TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE lien (
  lien_id TEXT NOT NULL,
  dossier TEXT NOT NULL,
  acte TEXT NOT NULL,
  annule INTEGER NOT NULL CHECK (annule IN (0, 1)),
  PRIMARY KEY (lien_id, dossier)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidat (
  rang INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
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
  a_departager INTEGER NOT NULL CHECK (a_departager IN (0, 1)),
  texte_empreinte TEXT NOT NULL,
  valeurs TEXT NOT NULL,
  corps TEXT NOT NULL
) STRICT;
CREATE TABLE candidat_valeur (
  genre TEXT NOT NULL CHECK (genre IN ('formation', 'accueil', 'flux', 'operateur')),
  cle TEXT NOT NULL,
  candidat INTEGER NOT NULL,
  nom TEXT NOT NULL,
  PRIMARY KEY (genre, cle, candidat)
) STRICT, WITHOUT ROWID;
CREATE TABLE compteur (cle TEXT PRIMARY KEY, nombre INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE candidat_texte USING fts5 (
  mots, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE candidat_chiffres USING fts5 (
  chiffres, content = '', contentless_delete = 1, tokenize = 'trigram'
);
INSERT INTO candidat_texte (candidat_texte, rank) VALUES ('secure-delete', 1);
INSERT INTO candidat_chiffres (candidat_chiffres, rank) VALUES ('secure-delete', 1);
`;

export const lookups = `
CREATE INDEX IF NOT EXISTS ligne_dossier ON ligne (dossier, type);
CREATE INDEX IF NOT EXISTS ligne_flux ON ligne (flux, type);
CREATE INDEX IF NOT EXISTS ligne_transmission ON ligne (flux, seq) WHERE type = 'transmission';
CREATE INDEX IF NOT EXISTS dossier_etat_candidat ON dossier_etat (candidat);
CREATE INDEX IF NOT EXISTS dossier_etat_ine ON dossier_etat (ine) WHERE ine IS NOT NULL;
CREATE INDEX IF NOT EXISTS lien_dossier ON lien (dossier);
`;

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
