/**
 * Calling back. The place of each person in the queue, the step she reached and what the list is sorted by stand with
 * her, so that the queue and the counters are read through an index; the calls of each day stand with the dossier they
 * were noted in. `file_de`: the place once more for each colleague whose she is, `a_appeler_des` the hour of both.
 * `passage_file`: who was skipped on this poste. `lot`, `lot_candidat`: a gesture for many people, kept
 * whole before its first acte is written, so that a kill in the middle goes on to the same end. `partage_local`: what
 * was written here of the documents that the organisme or the account share, until the server has it; `envoye` is the
 * text that left and whose answer is not known (JSON, `null` for a deletion). `retrait`: the receipt of a list that left.
 * The projection is folded again after it, a first sync that was under way at its end.
 */
export const version = 90;

export const tables = `
ALTER TABLE candidat ADD COLUMN file_classe INTEGER;
ALTER TABLE candidat ADD COLUMN file_motif TEXT;
ALTER TABLE candidat ADD COLUMN file_essai TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat ADD COLUMN file_cle TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat ADD COLUMN etape TEXT;
ALTER TABLE candidat ADD COLUMN formation_tri TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat ADD COLUMN accueil_tri TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat ADD COLUMN qui_tri TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE candidat_corps ADD COLUMN paires TEXT NOT NULL DEFAULT '[]';
ALTER TABLE dossier_etat ADD COLUMN appels_jours TEXT NOT NULL DEFAULT '{}';

CREATE TABLE file_de (
  operateur TEXT NOT NULL,
  file_classe INTEGER NOT NULL,
  file_essai TEXT NOT NULL,
  file_cle TEXT NOT NULL,
  id TEXT NOT NULL,
  a_appeler_des TEXT NOT NULL,
  rang INTEGER NOT NULL,
  PRIMARY KEY (operateur, file_classe, file_essai, file_cle, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage_file (
  candidat TEXT PRIMARY KEY,
  le TEXT NOT NULL,
  jusqua TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lot (
  id TEXT PRIMARY KEY,
  geste TEXT NOT NULL,
  operateur TEXT,
  cree_le TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('en-cours', 'fini', 'annule', 'echec')),
  defait TEXT,
  refuses INTEGER NOT NULL DEFAULT 0,
  code TEXT,
  annulable_jusqua TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE lot_candidat (
  lot TEXT NOT NULL,
  rang INTEGER NOT NULL,
  candidat TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('a_faire', 'fait', 'refuse')),
  actes TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (lot, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_candidat_a_faire ON lot_candidat (lot, rang) WHERE etat = 'a_faire';

CREATE TABLE partage_local (
  id TEXT PRIMARY KEY,
  genre TEXT NOT NULL CHECK (genre IN ('modele', 'libelles', 'vue')),
  valeur TEXT,
  base TEXT,
  envoye TEXT,
  ecrit_le TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('a_envoyer', 'en_vol', 'recu', 'refuse')),
  code TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE retrait (
  flux TEXT PRIMARY KEY,
  nom TEXT NOT NULL,
  raison TEXT NOT NULL,
  le TEXT NOT NULL,
  personnes INTEGER NOT NULL,
  non_envoyees INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"80"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere');
`;

/** After the last fold, with those of 0020. */
export const deferred = `
CREATE INDEX IF NOT EXISTS candidat_file ON candidat (file_classe, file_essai, file_cle, id, a_appeler_des)
  WHERE file_classe IS NOT NULL;
CREATE INDEX IF NOT EXISTS candidat_ouverte ON candidat (ouverte);
CREATE INDEX IF NOT EXISTS candidat_source ON candidat (source);
CREATE INDEX IF NOT EXISTS candidat_formation ON candidat (formation_tri, nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_accueil ON candidat (accueil_tri, nom_tri, rang);
CREATE INDEX IF NOT EXISTS candidat_qui ON candidat (qui_tri, nom_tri, rang);
`;
