import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  exists: db.prepare<[string], number>('SELECT 1 FROM candidat WHERE id = ?').pluck(),
}));

/** Whether the file holds somebody of this id: what is begun about a person leaves with her. */
export const isCandidatConnu = (db: Sqlite, candidat: string): boolean =>
  queries(db).exists.get(candidat) !== undefined;
