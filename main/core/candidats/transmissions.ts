import { z } from 'zod';
import { transmissionLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
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
    `SELECT id, seq, lecture, corps FROM ligne WHERE flux = ? AND type = 'transmission'`,
  ),
  // A handful of rows per flux, in an index of their own.
  moved: db.prepare<[], { flux: string }>(
    `SELECT l.flux FROM (
       SELECT flux, max(seq) AS seq, count(*) AS nombre FROM ligne WHERE type = 'transmission' GROUP BY flux
     ) l LEFT JOIN flux_transmission t ON t.flux = l.flux WHERE t.seq IS NOT l.seq OR t.nombre IS NOT l.nombre
     UNION ALL
     SELECT t.flux FROM flux_transmission t
     WHERE NOT EXISTS (SELECT 1 FROM ligne WHERE type = 'transmission' AND flux = t.flux)`,
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
  marked: db.prepare<[string], { dossier: string; corps: string }>(
    `SELECT dossier, corps FROM ligne
     WHERE flux = ? AND type IN ('voeu', 'ecart') AND lecture = 'lue' AND dossier IS NOT NULL`,
  ),
}));

/** The transmissions that a vœu or an écart names. */
const named = z.object({
  premiere_transmission: z.string().optional(),
  derniere_transmission: z.string().optional(),
  transmission: z.string().optional(),
});

export function lastTransmission(db: Sqlite, flux: string): LastTransmission | null {
  const row = queries(db).known.get(flux);
  return row === undefined || row.transmission === null
    ? null
    : { transmission: row.transmission, premiere: row.premiere === 1 };
}

/**
 * Takes note of the lists that came or left since the last time. Returns the dossiers whose *nouveau* or *modifié* may
 * have changed with them: those the list before had marked and those the new one marks. Costs per list, not per acte.
 */
export function followTransmissions(db: Sqlite): Set<string> {
  const dossiers = new Set<string>();
  for (const { flux } of queries(db).moved.all()) follow(db, flux, dossiers);
  return dossiers;
}

function follow(db: Sqlite, flux: string, dossiers: Set<string>): void {
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
  const marks = new Set(
    [before, newest].flatMap((list) => (list === null || list.premiere ? [] : [list.transmission])),
  );
  if (marks.size === 0) return;
  for (const row of sql.marked.iterate(flux)) {
    const body = named.safeParse(JSON.parse(row.corps));
    const ids = body.success ? Object.values(body.data) : [];
    if (ids.some((id) => id !== undefined && marks.has(id))) dossiers.add(row.dossier);
  }
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
