/**
 * The agenda: where each créneau and each réservation stands, folded like the lists. A créneau is its own pseudo-dossier
 * and has no `dossier_etat`; a réservation stands with the dossier of whoever comes. `creneau_compte` is moved by what
 * changes of a réservation, whether its créneau is already here or not, so that a page of créneaux counts nobody.
 * `dossier_etat.formations` names the trainings that a créneau can be offered for, counted per list.
 * `montre` leaves out what was cancelled before anybody came; `a_noter`: somebody's presence is not written yet.
 * It is part of the projection: everything is folded again after it, a first sync that was under way at its end.
 */
export const version = 80;

export const tables = `
CREATE TABLE creneau_etat (
  id TEXT PRIMARY KEY,
  flux TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('prevu', 'annule')),
  debut TEXT NOT NULL,
  fin TEXT NOT NULL,
  montre INTEGER NOT NULL CHECK (montre IN (0, 1)),
  a_noter INTEGER NOT NULL CHECK (a_noter IN (0, 1)),
  en_attente INTEGER NOT NULL CHECK (en_attente IN (0, 1)),
  a_departager INTEGER NOT NULL CHECK (a_departager IN (0, 1)),
  corps TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX creneau_etat_debut ON creneau_etat (debut, id) WHERE montre = 1;
CREATE INDEX creneau_etat_flux ON creneau_etat (flux, debut, id) WHERE montre = 1;
CREATE INDEX creneau_etat_du_flux ON creneau_etat (flux, debut, id);
CREATE INDEX creneau_etat_a_noter ON creneau_etat (fin, id) WHERE a_noter = 1;
CREATE INDEX creneau_etat_a_noter_flux ON creneau_etat (flux, fin, id) WHERE a_noter = 1;

CREATE TABLE creneau_compte (
  creneau TEXT PRIMARY KEY,
  personnes INTEGER NOT NULL,
  prises INTEGER NOT NULL,
  attente INTEGER NOT NULL,
  demandees INTEGER NOT NULL,
  a_reconfirmer INTEGER NOT NULL,
  offertes INTEGER NOT NULL,
  presents INTEGER NOT NULL,
  absents INTEGER NOT NULL,
  excuses INTEGER NOT NULL,
  sans_presence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation_etat (
  dossier TEXT NOT NULL,
  id TEXT NOT NULL,
  flux TEXT NOT NULL,
  creneau TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN (
    'demandee', 'confirmee', 'attente', 'offerte', 'a_reconfirmer', 'complet', 'annulee', 'expiree')),
  debut TEXT NOT NULL,
  fin TEXT NOT NULL,
  rang INTEGER,
  assiduite TEXT CHECK (assiduite IN ('present', 'absent', 'excuse')),
  refusee INTEGER NOT NULL CHECK (refusee IN (0, 1)),
  a_rappeler INTEGER NOT NULL CHECK (a_rappeler IN (0, 1)),
  corps TEXT NOT NULL,
  PRIMARY KEY (dossier, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_etat_creneau ON reservation_etat (creneau, etat, rang);
CREATE INDEX reservation_etat_a_rappeler ON reservation_etat (debut, id) WHERE a_rappeler = 1;
CREATE INDEX reservation_etat_a_rappeler_flux ON reservation_etat (flux, debut, id) WHERE a_rappeler = 1;
CREATE INDEX reservation_etat_a_reconfirmer ON reservation_etat (fin) WHERE etat = 'a_reconfirmer';

ALTER TABLE dossier_etat ADD COLUMN formations TEXT NOT NULL DEFAULT '[]';
INSERT OR IGNORE INTO local (cle, valeur) SELECT 'version-donnees', '"70"' WHERE EXISTS (
  SELECT 1 FROM local WHERE cle = 'premiere');
`;
