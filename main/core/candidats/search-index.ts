import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { searchTables } from '../store/store.ts';

/**
 * The two full-text indexes: words, and digits of phones. They hold no text of their own: what they index stands in
 * `candidat_corps`. Person by person they follow at once (`live`); when everybody is folded they are left behind
 * (`later`) and filled at the end by SQLite itself, three times as fast.
 */
export type Search = 'live' | 'later';

const queries = perDatabase((db) => ({
  removeMots: db.prepare<[number]>('DELETE FROM candidat_texte WHERE rowid = ?'),
  addMots: db.prepare<[number, string]>('INSERT INTO candidat_texte (rowid, mots) VALUES (?, ?)'),
  removeChiffres: db.prepare<[number]>('DELETE FROM candidat_chiffres WHERE rowid = ?'),
  addChiffres: db.prepare<[number, string]>('INSERT INTO candidat_chiffres (rowid, chiffres) VALUES (?, ?)'),
  last: db
    .prepare<[number, number], number | null>(
      'SELECT max(rang) FROM (SELECT rang FROM candidat_corps WHERE rang > ? ORDER BY rang LIMIT ?)',
    )
    .pluck(),
  fillMots: db.prepare<[number, number]>(
    `INSERT INTO candidat_texte (rowid, mots)
     SELECT rang, mots FROM candidat_corps WHERE rang > ? AND rang <= ? ORDER BY rang`,
  ),
  fillChiffres: db.prepare<[number, number]>(
    `INSERT INTO candidat_chiffres (rowid, chiffres)
     SELECT rang, chiffres FROM candidat_corps WHERE rang > ? AND rang <= ? ORDER BY rang`,
  ),
}));

export function addTexts(db: Sqlite, rang: number, { mots, chiffres }: { mots: string; chiffres: string }): void {
  queries(db).addMots.run(rang, mots);
  queries(db).addChiffres.run(rang, chiffres);
}

export function removeTexts(db: Sqlite, rang: number): void {
  queries(db).removeMots.run(rang);
  queries(db).removeChiffres.run(rang);
}

export function emptySearch(db: Sqlite): void {
  for (const table of searchTables) db.exec(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
}

/** People indexed in one transaction: a commit waits for the disk, a step makes the person wait. */
export const textsPerStep = 10_000;

/**
 * Indexes at most `limit` people after a rang, inside the caller's transaction.
 *
 * @returns the last rang indexed, null when nobody is left
 */
export function fillSearch(db: Sqlite, after: number, limit: number): number | null {
  const sql = queries(db);
  const last = sql.last.get(after, limit) ?? null;
  if (last === null) return null;
  sql.fillMots.run(after, last);
  sql.fillChiffres.run(after, last);
  return last;
}
