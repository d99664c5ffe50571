import { partageMax, type Signalement, signalement } from '../../../shared/domain/rapprochement.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * What each dossier is recognised by, and the dossiers that a number or an address reaches, kept with the projection.
 * Everything is found by an index: it costs the people it is about.
 */
const queries = perDatabase((db) => ({
  rang: db.prepare<[string], number>('SELECT rang FROM dossier_etat WHERE dossier = ?').pluck(),
  read: db.prepare<[number], string>('SELECT corps FROM signalement WHERE rang = ?').pluck(),
  write: db.prepare<[number, string]>('INSERT OR REPLACE INTO signalement (rang, corps) VALUES (?, ?)'),
  remove: db.prepare<[number]>('DELETE FROM signalement WHERE rang = ?'),
  addContact: db.prepare<[string, number]>('INSERT OR IGNORE INTO contact (cle, rang) VALUES (?, ?)'),
  removeContact: db.prepare<[string, number]>('DELETE FROM contact WHERE cle = ? AND rang = ?'),
  forgetPairs: db.prepare<[string, string]>('DELETE FROM rapprochement_ecarte WHERE a = ? OR b = ?'),
  ofCandidat: db.prepare<[string], { dossier: string; flux: string; corps: string }>(
    `SELECT e.dossier, e.flux, s.corps FROM dossier_etat e JOIN signalement s ON s.rang = e.rang
     WHERE e.candidat = ? ORDER BY e.dossier`,
  ),
  porteurs: db
    .prepare<[string, number], string>(
      `SELECT DISTINCT e.candidat FROM contact c JOIN dossier_etat e ON e.rang = c.rang WHERE c.cle = ? LIMIT ?`,
    )
    .pluck(),
}));

const lire = (corps: string): Signalement => signalement.parse(JSON.parse(corps));

/** Follows a dossier that was just saved, inside the caller's transaction; null when its data may not be used. */
export function saveSignalement(db: Sqlite, dossier: string, now: Signalement | null): void {
  const sql = queries(db);
  const rang = sql.rang.get(dossier);
  if (rang === undefined) return;
  const before = sql.read.get(rang);
  const corps = now === null ? undefined : JSON.stringify(now);
  if (before === corps) return;
  const contacts = new Set(now?.contacts);
  if (before !== undefined) {
    for (const cle of lire(before).contacts) if (!contacts.has(cle)) sql.removeContact.run(cle, rang);
  }
  for (const cle of contacts) sql.addContact.run(cle, rang);
  if (corps === undefined) sql.remove.run(rang);
  else sql.write.run(rang, corps);
}

/** Of a dossier that is not in the file yet, by the rang of its `dossier_etat`; its contacts follow by `fillContacts`. */
export function insertSignalement(db: Sqlite, rang: number, now: Signalement | null): void {
  if (now !== null) queries(db).write.run(rang, JSON.stringify(now));
}

/** Forgets a dossier that leaves the file, and what was decided about it. Before its `dossier_etat` goes. */
export function removeSignalement(db: Sqlite, dossier: string): void {
  saveSignalement(db, dossier, null);
  queries(db).forgetPairs.run(dossier, dossier);
}

/** Finds the contacts of everybody drawn by a first sync: sorted, they are written once. Starts again to the same end. */
export const fillContacts = (db: Sqlite): void => {
  db.exec(`INSERT OR IGNORE INTO contact (cle, rang)
    SELECT DISTINCT j.value, s.rang FROM signalement s, json_each(s.corps, '$.contacts') j ORDER BY 1, 2`);
};

/** A dossier that may be recognised, of one person. */
export interface DossierSignale {
  dossier: string;
  flux: string;
  signalement: Signalement;
}

export const signalesDe = (db: Sqlite, candidat: string): DossierSignale[] =>
  queries(db)
    .ofCandidat.all(candidat)
    .map(({ dossier, flux, corps }) => ({ dossier, flux, signalement: lire(corps) }));

/** The people whom a contact reaches; null when they are more than a family may be. */
export function porteursDe(db: Sqlite, contact: string): string[] | null {
  const found = queries(db).porteurs.all(contact, partageMax + 1);
  return found.length > partageMax ? null : found;
}
