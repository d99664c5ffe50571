import { avancementKeys, type CountedInAvancement } from '../accueil/avancement-compte.ts';
import { countAAppeler } from '../accueil/files.ts';
import { type CountedInFile, fileKeys } from '../appels/file-compte.ts';
import { type CountedInEquipe, equipeKeys } from '../equipe/equipe-compte.ts';
import { readCompteur } from '../store/compteur.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** The columns that a counter looks at; the same from a stored row and from a new one. */
export type Counted = CountedInFile & CountedInAvancement & CountedInEquipe;

const keysOf = (row: Counted): string[] => [
  'total',
  `situation:${row.situation}`,
  ...(row.nouveaute === null ? [] : [`nouveaute:${row.nouveaute}`]),
  ...fileKeys(row),
  ...avancementKeys(row),
  ...equipeKeys(row),
];

const queries = perDatabase((db) => ({
  add: db.prepare<[string, number]>(
    'INSERT INTO compteur (cle, nombre) VALUES (?, ?) ON CONFLICT (cle) DO UPDATE SET nombre = nombre + excluded.nombre',
  ),
  drop: db.prepare<[string]>('DELETE FROM compteur WHERE cle = ? AND nombre = 0'),
  // By their own names: there is a counter for each hour, and several for each list.
  read: db.prepare<[], { cle: string; nombre: number }>(
    `SELECT cle, nombre FROM compteur WHERE cle = 'total'
     UNION ALL SELECT cle, nombre FROM compteur WHERE cle > 'nouveaute:' AND cle < 'nouveaute:~'
     UNION ALL SELECT cle, nombre FROM compteur WHERE cle > 'situation:' AND cle < 'situation:~'`,
  ),
}));

/** What the counters move by, summed over a run of writes. */
export type CounterMoves = Map<string, number>;

/** How many people the lists hold. */
export const readTotal = (db: Sqlite): number => readCompteur(db, 'total');

/** Moves the counters from what a candidat was to what it is; null for a candidat that was not or is no more. */
export function moveCounters(moves: CounterMoves, before: Counted | null, after: Counted | null): void {
  for (const key of before === null ? [] : keysOf(before)) moves.set(key, (moves.get(key) ?? 0) - 1);
  for (const key of after === null ? [] : keysOf(after)) moves.set(key, (moves.get(key) ?? 0) + 1);
}

/** Adds the sums to the stored counters, in the transaction of the rows that moved them. */
export function saveCounters(db: Sqlite, moves: CounterMoves): void {
  for (const [key, step] of moves) {
    if (step === 0) continue;
    queries(db).add.run(key, step);
    if (step < 0) queries(db).drop.run(key);
  }
  moves.clear();
}

export interface Compteurs {
  total: number;
  aAppeler: number;
  nouveaux: number;
  modifies: number;
  retires: number;
  parSituation: Record<string, number>;
}

/** Costs a few dozen counters and the people due within the current hour. */
export function readCounters(db: Sqlite, now: string): Compteurs {
  const sql = queries(db);
  const counters = new Map(sql.read.all().map((row) => [row.cle, row.nombre]));
  const prefix = 'situation:';
  return {
    total: counters.get('total') ?? 0,
    aAppeler: countAAppeler(db, now, null),
    nouveaux: counters.get('nouveaute:nouveau') ?? 0,
    modifies: counters.get('nouveaute:modifie') ?? 0,
    retires: counters.get('nouveaute:retire') ?? 0,
    parSituation: Object.fromEntries(
      [...counters].flatMap(([key, count]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), count]] : [])),
    ),
  };
}
