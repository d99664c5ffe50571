import { z } from 'zod';
import { readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { dataVersion } from '../sync/replay.ts';
import { ouvert } from './personnes.ts';

const queries = perDatabase((db) => ({
  behind: db
    .prepare<[], number>(`SELECT 1 FROM flux f WHERE ${ouvert} AND (f.curseur < f.tete OR f.reconstruit = 1) LIMIT 1`)
    .pluck(),
  folding: db
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM a_refaire) OR EXISTS (SELECT 1 FROM relecture) AS attend')
    .pluck(),
}));

/**
 * Whether this file holds, drawn, everything that the server lists: before that somebody who is on her way would pass
 * for somebody nobody knows, and would stand twice for good. One exchange at least must have told which lists there are.
 */
export function isPret(db: Sqlite): boolean {
  const sql = queries(db);
  const version = readLocal(db, 'version-donnees', z.string());
  return (
    readLocal(db, 'echange-reussi', z.literal(true)) === true &&
    // After an update everybody is drawn again, from nobody.
    version === dataVersion &&
    sql.behind.get() === undefined &&
    sql.folding.get() === 0
  );
}
