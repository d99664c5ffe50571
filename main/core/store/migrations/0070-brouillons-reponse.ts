/**
 * The answer being written to one demande, by its id: what a person typed, so never rebuilt. `reponse` is null while it
 * is being written, else the acte that answered meanwhile: taken back, that acte gives its text back, and once it has
 * left the outbox nothing is kept. A draft goes with the row of its demande, whichever way that one leaves the file; an
 * older version of the row that a first sync stored twice is no departure.
 */
export const version = 70;

export const tables = `
CREATE TABLE brouillon_reponse (
  demande TEXT PRIMARY KEY,
  dossier TEXT NOT NULL,
  texte TEXT NOT NULL,
  ecrit_le TEXT NOT NULL,
  reponse TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX brouillon_reponse_acte ON brouillon_reponse (reponse) WHERE reponse IS NOT NULL;
CREATE INDEX brouillon_reponse_dossier ON brouillon_reponse (dossier);
CREATE TRIGGER brouillon_reponse_demande AFTER DELETE ON ligne WHEN OLD.type = 'demande' BEGIN
  DELETE FROM brouillon_reponse
    WHERE demande = OLD.id
      AND NOT EXISTS (SELECT 1 FROM ligne l WHERE l.id = brouillon_reponse.demande AND l.type = 'demande');
END;
CREATE TRIGGER brouillon_reponse_partie AFTER DELETE ON saisie WHEN OLD.type = 'reponse' BEGIN
  DELETE FROM brouillon_reponse WHERE reponse = OLD.acte;
END;
CREATE TRIGGER brouillon_reponse_videe AFTER UPDATE OF etat ON saisie
  WHEN OLD.type = 'reponse' AND NEW.etat = 'squelette' BEGIN
  DELETE FROM brouillon_reponse WHERE reponse = OLD.acte;
END;
`;
