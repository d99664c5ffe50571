import { transmissionLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { askRelecture } from './relectures.ts';
import type { DossierRows } from './rows.ts';

/** What the last list of a flux is, kept so that a change of list is seen once. */
export interface LastTransmission {
  transmission: string;
  /** A first list brings nothing new: everything is. */
  premiere: boolean;
}

interface SeenLists {
  seq: number;
  nombre: number;
}

const queries = perDatabase((db) => ({
  lignes: db.prepare<[string], { id: string; seq: number; lecture: string; corps: string }>(
    `SELECT id, seq, lecture, corps FROM ligne JOIN ligne_corps USING (rang) WHERE flux = ? AND type = 'transmission'`,
  ),
  // A handful of rows per flux, found by their type.
  moved: db.prepare<[], { flux: string }>(
    `SELECT f.id AS flux FROM flux f LEFT JOIN flux_transmission t ON t.flux = f.id
     WHERE coalesce(t.nombre, 0) <> (SELECT count(*) FROM ligne l WHERE l.flux = f.id AND l.type = 'transmission')
       OR t.seq IS NOT (SELECT max(seq) FROM ligne l WHERE l.flux = f.id AND l.type = 'transmission')
     UNION ALL
     SELECT t.flux FROM flux_transmission t WHERE NOT EXISTS (SELECT 1 FROM flux WHERE id = t.flux)`,
  ),
  known: db.prepare<[string], { transmission: string | null; premiere: number }>(
    'SELECT transmission, premiere FROM flux_transmission WHERE flux = ?',
  ),
  save: db.prepare<[string, string | null, number, number, number]>(
    `INSERT INTO flux_transmission (flux, transmission, premiere, seq, nombre) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (flux) DO UPDATE SET transmission = excluded.transmission, premiere = excluded.premiere,
       seq = excluded.seq, nombre = excluded.nombre`,
  ),
  forget: db.prepare<[string]>('DELETE FROM flux_transmission WHERE flux = ?'),
}));

export function lastTransmission(db: Sqlite, flux: string): LastTransmission | null {
  const row = queries(db).known.get(flux);
  return row === undefined || row.transmission === null
    ? null
    : { transmission: row.transmission, premiere: row.premiere === 1 };
}

/**
 * Takes note of the lists that came or left since the last time, and asks for the rows that the list before had marked
 * and that the new one marks to be looked at again. Costs per list, whatever the number of rows.
 */
export function followTransmissions(db: Sqlite): void {
  for (const { flux } of queries(db).moved.all()) follow(db, flux);
}

function follow(db: Sqlite, flux: string): void {
  const sql = queries(db);
  const before = lastTransmission(db, flux);
  const rows = sql.lignes.all(flux);
  const newest = newestOf(rows.filter((row) => row.lecture === 'lue'));
  if (rows.length === 0) sql.forget.run(flux);
  else {
    const seen: SeenLists = { seq: Math.max(...rows.map((row) => row.seq)), nombre: rows.length };
    sql.save.run(flux, newest?.transmission ?? null, newest?.premiere === true ? 1 : 0, seen.seq, seen.nombre);
  }
  if (newest?.transmission === before?.transmission && newest?.premiere === before?.premiere) return;
  // A first list marks nobody.
  const marques = [before, newest].flatMap((list) => (list === null || list.premiere ? [] : [list.transmission]));
  if (marques.length > 0) askRelecture(db, flux, marques);
}

function newestOf(rows: { id: string; corps: string }[]): LastTransmission | null {
  let newest: (LastTransmission & { numero: number }) | null = null;
  for (const { id, corps } of rows) {
    const parsed = transmissionLigne.safeParse(JSON.parse(corps));
    if (!parsed.success) continue;
    const { numero, genre } = parsed.data;
    const isNewer = newest === null || numero > newest.numero || (numero === newest.numero && id > newest.transmission);
    if (isNewer) newest = { transmission: id, numero, premiere: genre === 'premiere' };
  }
  return newest;
}

export type Nouveaute = 'nouveau' | 'modifie' | 'retire';

/** What the last list of its flux says of one dossier; null when it says nothing. */
export function nouveauteOf(rows: DossierRows, last: LastTransmission | null): Nouveaute | null {
  const actifs = rows.voeux.filter((voeu) => voeu.corps.etat === 'actif');
  if (rows.voeux.length > 0 && actifs.length === 0) return 'retire';
  if (last === null || last.premiere) return null;
  if (actifs.some((voeu) => voeu.corps.premiere_transmission === last.transmission)) {
    // A person already known by an older vœu has changed; she is not new.
    return actifs.every((voeu) => voeu.corps.premiere_transmission === last.transmission) ? 'nouveau' : 'modifie';
  }
  const isChanged =
    rows.voeux.some((voeu) => voeu.corps.derniere_transmission === last.transmission) ||
    rows.ecarts.some((ecart) => ecart.corps.transmission === last.transmission);
  return isChanged ? 'modifie' : null;
}
