import { perDatabase, type Sqlite } from './sqlite.ts';

const queries = perDatabase((db) => ({
  one: db.prepare<[string], number>('SELECT nombre FROM compteur WHERE cle = ?').pluck(),
  sum: db
    .prepare<[string, string], number>('SELECT coalesce(sum(nombre), 0) FROM compteur WHERE cle >= ? AND cle < ?')
    .pluck(),
  range: db.prepare<[string, string], { cle: string; nombre: number }>(
    'SELECT cle, nombre FROM compteur WHERE cle >= ? AND cle < ? ORDER BY cle',
  ),
}));

/** 0 for a counter that nothing moved. */
export const readCompteur = (db: Sqlite, cle: string): number => queries(db).one.get(cle) ?? 0;

/** Of counters by the hour, `<prefix><YYYY-MM-DDTHH>`: the sum of the hours before this one. */
export const sumBefore = (db: Sqlite, prefix: string, hour: string): number =>
  queries(db).sum.get(prefix, `${prefix}${hour}`) ?? 0;

/** After every character that a key goes on with. */
const end = '~';

/** The counters whose key begins with `from`, or stands between it and what begins with `to`, in the order of the keys. */
export const compteursFrom = (db: Sqlite, from: string, to: string = from): { cle: string; nombre: number }[] =>
  queries(db).range.all(from, `${to}${end}`);
