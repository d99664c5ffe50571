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

const queries = perDatabase((db) => ({
  lignes: db.prepare<[string], { id: string; corps: string }>(
    `SELECT id, corps FROM ligne WHERE flux = ? AND type = 'transmission' AND lecture = 'lue'`,
  ),
  known: db.prepare<[string], { transmission: string; premiere: number }>(
    'SELECT transmission, premiere FROM flux_transmission WHERE flux = ?',
  ),
  save: db.prepare<[string, string, number]>(
    `INSERT INTO flux_transmission (flux, transmission, premiere) VALUES (?, ?, ?)
     ON CONFLICT (flux) DO UPDATE SET transmission = excluded.transmission, premiere = excluded.premiere`,
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
  return row === undefined ? null : { transmission: row.transmission, premiere: row.premiere === 1 };
}

/**
 * Takes note of the newest list of a flux. When it changed, returns the dossiers whose *nouveau* or *modifié* may
 * have changed with it: those the list before had marked and those this one marks. Costs per list, not per acte.
 */
export function followTransmission(db: Sqlite, flux: string): Set<string> {
  const sql = queries(db);
  const before = lastTransmission(db, flux);
  const newest = newestOf(sql.lignes.all(flux));
  if (newest?.id === before?.transmission) return new Set();
  if (newest === null) sql.forget.run(flux);
  else sql.save.run(flux, newest.id, newest.premiere ? 1 : 0);
  const marks = new Set([before?.transmission, newest?.id].filter((id) => id !== undefined));
  const dossiers = new Set<string>();
  for (const row of sql.marked.iterate(flux)) {
    const body = named.safeParse(JSON.parse(row.corps));
    if (body.success && Object.values(body.data).some((id) => id !== undefined && marks.has(id))) dossiers.add(row.dossier);
  }
  return dossiers;
}

function newestOf(rows: { id: string; corps: string }[]): { id: string; numero: number; premiere: boolean } | null {
  let newest: { id: string; numero: number; premiere: boolean } | null = null;
  for (const { id, corps } of rows) {
    const parsed = transmissionLigne.safeParse(JSON.parse(corps));
    if (!parsed.success) continue;
    const { numero, genre } = parsed.data;
    const isNewer = newest === null || numero > newest.numero || (numero === newest.numero && id > newest.id);
    if (isNewer) newest = { id, numero, premiere: genre === 'premiere' };
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
