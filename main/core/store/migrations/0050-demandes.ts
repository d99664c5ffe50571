/**
 * The inbox: where each demande stands, folded with its dossier. Nothing of it names a person: what is shown is read
 * from the row of the demande and from the candidat, for the lines of one page. Open ones are walked by deadline, the
 * others by the day they ended, in one flux or in all; the partial indexes are what the counts cost.
 * It is part of the projection: everything is folded again after it, a first sync that was under way at its end.
 */
export const version = 50;

export const tables = `
CREATE TABLE demande_etat (
  dossier TEXT NOT NULL,
  id TEXT NOT NULL,
  flux TEXT NOT NULL,
  ouverte INTEGER NOT NULL CHECK (ouverte IN (0, 1)),
  suite TEXT NOT NULL CHECK (suite IN ('a_repondre', 'suivie', 'repondue', 'annulee')),
  echeance TEXT NOT NULL,
  finie_le TEXT NOT NULL,
  en_retard INTEGER CHECK (en_retard IN (0, 1)),
  retenue INTEGER NOT NULL CHECK (retenue IN (0, 1)),
  vue INTEGER NOT NULL CHECK (vue IN (0, 1)),
  essais INTEGER NOT NULL,
  PRIMARY KEY (dossier, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX demande_etat_id ON demande_etat (id);
CREATE INDEX demande_etat_ouverte ON demande_etat (echeance, id) WHERE ouverte = 1;
CREATE INDEX demande_etat_ouverte_flux ON demande_etat (flux, echeance, id) WHERE ouverte = 1;
CREATE INDEX demande_etat_finie ON demande_etat (finie_le, id) WHERE ouverte = 0;
CREATE INDEX demande_etat_finie_flux ON demande_etat (flux, finie_le, id) WHERE ouverte = 0;
CREATE INDEX demande_etat_retenue ON demande_etat (id) WHERE retenue = 1;

INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"40"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere');
`;
