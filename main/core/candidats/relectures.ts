import { z } from 'zod';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * What a change of list leaves to do. It may touch thousands of people, so the transaction that sees it only writes
 * down which rows are to be looked at (`relecture`); slices of them then name the dossiers to fold again
 * (`a_refaire`). Both are tables: a kill in between forgets nobody.
 * A dossier folded since the change already shows the new list, so what arrives meanwhile needs no care here.
 */
const markedTypes = ['voeu', 'ecart'] as const;

/** Rows looked at in one transaction: some milliseconds of reading and decrypting. */
const sliceRows = 500;

interface Relecture {
  flux: string;
  type: string;
  /** JSON array of the transmissions that mark a row. */
  marques: string;
  /** Rows up to this one were looked at. */
  rang: number;
}

const queries = perDatabase((db) => ({
  known: db.prepare<[string], Relecture>('SELECT flux, type, marques, rang FROM relecture WHERE flux = ?'),
  next: db.prepare<[], Relecture>('SELECT flux, type, marques, rang FROM relecture LIMIT 1'),
  start: db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO relecture (flux, type, marques, rang) VALUES (?, ?, ?, 0)',
  ),
  slice: db.prepare<[string, string, number, number], { jusqu: number | null; nombre: number }>(
    `SELECT max(rang) AS jusqu, count(*) AS nombre FROM (
       SELECT rang FROM ligne WHERE flux = ? AND type = ? AND rang > ? ORDER BY rang LIMIT ?)`,
  ),
  // The id anywhere in the body: at worst somebody is folded for nothing, and nobody's body is parsed.
  mark: db.prepare<Relecture & { jusqu: number }>(
    `INSERT OR IGNORE INTO a_refaire (dossier)
     SELECT l.dossier FROM ligne l JOIN ligne_corps t ON t.rang = l.rang
     WHERE l.flux = @flux AND l.type = @type AND l.rang > @rang AND l.rang <= @jusqu AND l.dossier IS NOT NULL
       AND EXISTS (SELECT 1 FROM json_each(@marques) WHERE instr(t.corps, value) > 0)`,
  ),
  advance: db.prepare<[number, string, string]>('UPDATE relecture SET rang = ? WHERE flux = ? AND type = ?'),
  end: db.prepare<[string, string]>('DELETE FROM relecture WHERE flux = ? AND type = ?'),
  pending: db.prepare<[number], { dossier: string }>('SELECT dossier FROM a_refaire LIMIT ?'),
  done: db.prepare<[string]>('DELETE FROM a_refaire WHERE dossier = ?'),
}));

const marquesText = z.array(z.string());

/** The rows of a flux that name one of these transmissions are to be looked at, from the first one. */
export function askRelecture(db: Sqlite, flux: string, marques: Iterable<string>): void {
  const sql = queries(db);
  // A list that comes before the last one was followed to its end: its marks are still to be moved too.
  const waiting = sql.known.all(flux).flatMap((row) => marquesText.parse(JSON.parse(row.marques)));
  const all = JSON.stringify([...new Set([...waiting, ...marques])]);
  for (const type of markedTypes) sql.start.run(flux, type, all);
}

/**
 * Looks at one slice of rows and writes down the dossiers they mark.
 *
 * @returns rows looked at; 0 when none is left, in any flux
 */
export function readSlice(db: Sqlite): number {
  const sql = queries(db);
  for (let one = sql.next.get(); one !== undefined; one = sql.next.get()) {
    const slice = sql.slice.get(one.flux, one.type, one.rang, sliceRows);
    if (slice === undefined || slice.jusqu === null) {
      sql.end.run(one.flux, one.type);
      continue;
    }
    sql.mark.run({ ...one, jusqu: slice.jusqu });
    if (slice.nombre < sliceRows) sql.end.run(one.flux, one.type);
    else sql.advance.run(slice.jusqu, one.flux, one.type);
    return slice.nombre;
  }
  return 0;
}

/** Takes at most `limit` of the dossiers that wait; the caller folds them in the same transaction. */
export function takeDossiers(db: Sqlite, limit: number): string[] {
  const sql = queries(db);
  const dossiers = sql.pending.all(limit).map((row) => row.dossier);
  for (const dossier of dossiers) sql.done.run(dossier);
  return dossiers;
}
