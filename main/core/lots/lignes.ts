import { z } from 'zod';
import { type GesteLot, gesteLot, type Lot } from '../../../shared/contract/ipc/lots.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** One gesture for many people, as it is kept. */
export interface LotRow {
  id: string;
  geste: string;
  /** Who asked for it. */
  operateur: string | null;
  cree_le: string;
  etat: Lot['etat'];
  /** The lot that this one takes back. */
  defait: string | null;
  refuses: number;
  code: string | null;
  annulable_jusqua: string | null;
}

export interface LotCandidatRow {
  rang: number;
  candidat: string;
  /** JSON array: what was written for her, or what is to be taken back. */
  actes: string;
}

const columns = 'id, geste, operateur, cree_le, etat, defait, refuses, code, annulable_jusqua';

const queries = perDatabase((db) => ({
  insert: db.prepare<[string, string, string | null, string, string | null]>(
    "INSERT INTO lot (id, geste, operateur, cree_le, etat, defait) VALUES (?, ?, ?, ?, 'en-cours', ?)",
  ),
  keep: db.prepare<[string, string]>(
    `INSERT INTO lot_candidat (lot, rang, candidat, etat)
     SELECT ?, k.key, k.value, 'a_faire' FROM json_each(?) k`,
  ),
  keepUndone: db.prepare<[string, string]>(
    `INSERT INTO lot_candidat (lot, rang, candidat, etat, actes)
     SELECT ?, rang, candidat, 'a_faire', actes FROM lot_candidat WHERE lot = ? AND etat = 'fait' AND actes <> '[]'`,
  ),
  read: db.prepare<[string], LotRow>(`SELECT ${columns} FROM lot WHERE id = ?`),
  next: db.prepare<[], LotRow>(`SELECT ${columns} FROM lot WHERE etat = 'en-cours' ORDER BY cree_le, id LIMIT 1`),
  // What is under way is never left out for what ended.
  last: db.prepare<[number], LotRow>(
    `SELECT ${columns} FROM lot ORDER BY etat = 'en-cours' DESC, cree_le DESC, id LIMIT ?`,
  ),
  slice: db.prepare<[string, number], LotCandidatRow>(
    "SELECT rang, candidat, actes FROM lot_candidat WHERE lot = ? AND etat = 'a_faire' ORDER BY rang LIMIT ?",
  ),
  mark: db.prepare<[string, string, string, number]>(
    'UPDATE lot_candidat SET etat = ?, actes = ? WHERE lot = ? AND rang = ?',
  ),
  refused: db.prepare<[number, string]>('UPDATE lot SET refuses = refuses + ? WHERE id = ?'),
  end: db.prepare<[string, string | null, string | null, string, string]>(
    'UPDATE lot SET etat = ?, code = ?, annulable_jusqua = ?, geste = ? WHERE id = ?',
  ),
  counts: db.prepare<[string], { total: number; fait: number }>(
    "SELECT count(*) AS total, count(*) FILTER (WHERE etat <> 'a_faire') AS fait FROM lot_candidat WHERE lot = ?",
  ),
  // The page draws the id of a mail to many with its text: until it put that away, it may ask for the same one again.
  forgetEnded: db.prepare(
    `DELETE FROM lot WHERE etat <> 'en-cours' AND NOT EXISTS (
       SELECT 1 FROM brouillon_message
       WHERE parti = 1 AND CASE WHEN json_valid(contenu) THEN contenu ->> '$.attente.lot' END = lot.id)`,
  ),
  orphan: db.prepare<[], string>('SELECT lot FROM lot_candidat WHERE lot NOT IN (SELECT id FROM lot) LIMIT 1').pluck(),
  forgetPeople: db.prepare<[string]>('DELETE FROM lot_candidat WHERE lot = ?'),
}));

export interface NewLot {
  id: string;
  geste: GesteLot;
  operateur: string | null;
  creeLe: string;
}

export function keepLot(db: Sqlite, { id, geste, operateur, creeLe }: NewLot, candidats: readonly string[]): void {
  queries(db).insert.run(id, JSON.stringify(geste), operateur, creeLe, null);
  queries(db).keep.run(id, JSON.stringify(candidats));
}

/** The taking back of another one: a lot of its own. What is said of its gesture is that of the other one. */
export function keepUndoing(db: Sqlite, { id, operateur, creeLe }: Omit<NewLot, 'geste'>, defait: LotRow): void {
  queries(db).insert.run(id, defait.geste, operateur, creeLe, defait.id);
  queries(db).keepUndone.run(id, defait.id);
}

export const readLot = (db: Sqlite, id: string): LotRow | null => queries(db).read.get(id) ?? null;

/** The oldest of those under way: one at a time. */
export const nextLot = (db: Sqlite): LotRow | null => queries(db).next.get() ?? null;

export const sliceOf = (db: Sqlite, lot: string, people: number): LotCandidatRow[] =>
  queries(db).slice.all(lot, people);

export const markCandidat = (
  db: Sqlite,
  lot: string,
  rang: number,
  etat: 'fait' | 'refuse',
  actes: readonly string[],
): void => {
  queries(db).mark.run(etat, JSON.stringify(actes), lot, rang);
};

export const addRefused = (db: Sqlite, lot: string, people: number): void => {
  queries(db).refused.run(people, lot);
};

const genreGarde = z.object({
  genre: z.enum(['affecter', 'prochaine-action', 'message']),
  operateur: z.unknown().optional(),
});

/** What is still needed once it ended: the words of a message are with each person, and are erased with them. */
const gesteFini = (geste: string): string => {
  const { genre, operateur } = genreGarde.parse(JSON.parse(geste));
  return JSON.stringify({ genre, ...(genre === 'affecter' ? { operateur } : {}) });
};

export interface FinDeLot {
  etat: Exclude<Lot['etat'], 'en-cours'>;
  code: string | null;
  annulableJusqua: string | null;
}

export const endLot = (db: Sqlite, { id, geste }: LotRow, { etat, code, annulableJusqua }: FinDeLot): void => {
  queries(db).end.run(etat, code, annulableJusqua, gesteFini(geste), id);
};

/** null: written by a version that knew other gestures. */
export const gesteOf = ({ geste }: LotRow): GesteLot | null => gesteLot.safeParse(JSON.parse(geste)).data ?? null;

const operateurGarde = z.uuid().nullable();

/** As the page is told. */
export function lotOf(db: Sqlite, row: LotRow): Lot {
  const { total = 0, fait = 0 } = queries(db).counts.get(row.id) ?? {};
  const { genre, operateur } = genreGarde.parse(JSON.parse(row.geste));
  const a = operateurGarde.safeParse(operateur);
  return {
    lot: row.id,
    geste: genre,
    etat: row.etat,
    fait,
    total,
    refuses: row.refuses,
    code: row.code,
    ...(genre === 'affecter' && a.success ? { operateur: a.data } : {}),
    ...(row.defait === null ? {} : { defait: true }),
    annulableJusqua: row.annulable_jusqua,
  };
}

const shownMax = 10;

/** Those under way and the last ones, the newest last. */
export const lastLots = (db: Sqlite): LotRow[] =>
  queries(db)
    .last.all(shownMax)
    .sort((a, b) => (a.cree_le === b.cree_le ? (a.id < b.id ? -1 : 1) : a.cree_le < b.cree_le ? -1 : 1));

/**
 * Those that ended in a former run: what they wrote has been looked at since, and is taken back person by person. One of
 * which a message still asks « est-il parti ? » stays: the answer was given, and is not to be written again.
 */
export const forgetEnded = (db: Sqlite): void => {
  queries(db).forgetEnded.run();
};

/** The people of one that was forgotten. @returns whether there was one */
export function forgetPeople(db: Sqlite): boolean {
  const id = queries(db).orphan.get();
  if (id === undefined) return false;
  queries(db).forgetPeople.run(id);
  return true;
}
