import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import type { FluxEntry, Ordre, PullRow } from '../../../shared/contract/sync.ts';
import { replier } from '../../../shared/domain/recherche.ts';
import type { RowRead } from '../candidats/rows.ts';
import { isServerSql } from '../store/flux-local.ts';
import { hasLookups, makeLookups } from '../store/lookups.ts';
import { type Lecture, type LigneLue, readLine } from '../store/read-line.ts';
import { forgetErased, type OrphanRow, orphanRow } from './outbox.ts';

const fluxRow = z.object({
  id: z.string(),
  genre: z.enum(['relation', 'organisme', 'compte']),
  nom: z.string(),
  droits: z.enum(['complets', 'envoi_seul']),
  purge_apres: z.string().nullable(),
  curseur: z.number(),
  tete: z.number(),
  generation: z.number(),
  reconstruit: z.number(),
  verifie_tete: z.number(),
  indisponible: z.number(),
});
export type FluxRow = z.infer<typeof fluxRow>;
const fluxColumns =
  'id, genre, nom, droits, purge_apres, curseur, tete, generation, reconstruit, verifie_tete, indisponible';

/** How a flux is called on screen; the organisme and the compte have no name of their own. */
const nameOf = (entry: FluxEntry): string => {
  if (entry.relation === null) return entry.genre;
  const { nom, ville } = entry.relation.formateur;
  // Many a name already ends with its town: « UFA de l’Invention – Saint-Étienne ».
  return ville === null || replier(nom).includes(replier(ville)) ? nom : `${nom}, ${ville}`;
};

/** The flux of the server: what the exchange lists, pulls, proves and rebuilds. A list imported by hand is no part of it. */
export const listFluxRows = (db: Database): FluxRow[] =>
  z.array(fluxRow).parse(db.prepare(`SELECT ${fluxColumns} FROM flux WHERE ${isServerSql('id')} ORDER BY id`).all());

/** Local lists too. */
export const listEveryFlux = (db: Database): FluxRow[] =>
  z.array(fluxRow).parse(db.prepare(`SELECT ${fluxColumns} FROM flux ORDER BY id`).all());

export function readFluxRow(db: Database, id: string): FluxRow | null {
  const row = db.prepare(`SELECT ${fluxColumns} FROM flux WHERE id = ?`).get(id);
  return row === undefined ? null : fluxRow.parse(row);
}

/**
 * Writes the list of flux. A flux that is missing from it is only marked: absence never deletes (PROTOCOL 5).
 * A head below our cursor means that the server went back in time: that flux is rebuilt.
 */
export function writeFluxList(db: Database, entries: FluxEntry[]): { rewound: string[] } {
  const upsert = db.prepare(`
    INSERT INTO flux (id, genre, nom, entree, campagne, droits, purge_apres, tete) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, entree = excluded.entree, campagne = excluded.campagne,
      droits = excluded.droits, purge_apres = excluded.purge_apres, tete = excluded.tete, indisponible = 0`);
  const known = new Map(listFluxRows(db).map((row) => [row.id, row]));
  const rewound: string[] = [];
  for (const entry of entries) {
    upsert.run(
      entry.id,
      entry.genre,
      nameOf(entry),
      JSON.stringify(entry),
      entry.campagne,
      entry.droits,
      entry.purge_apres,
      entry.tete,
    );
    const before = known.get(entry.id);
    known.delete(entry.id);
    if (before !== undefined && entry.tete < before.curseur) rewound.push(entry.id);
  }
  const missing = db.prepare('UPDATE flux SET indisponible = 1 WHERE id = ?');
  for (const id of known.keys()) missing.run(id);
  for (const id of rewound) startRebuild(db, id);
  return { rewound };
}

/** Pull from 0 again, marking rows with a new generation; `finishRebuild` removes what was not seen. */
export function startRebuild(db: Database, flux: string): void {
  // Nobody could send its rows again.
  if (estFluxLocal(flux)) return;
  // A row that comes again must meet the one it replaces, or its own old version would pass for one that left.
  makeLookups(db);
  db.prepare(
    'UPDATE flux SET curseur = 0, generation = generation + 1, reconstruit = 1, verifie_tete = -1 WHERE id = ?',
  ).run(flux);
}

/** What applying rows touched. */
export interface Applied {
  /** The dossiers to draw again, each with the rows of it that came and could be read. */
  byDossier: Map<string, RowRead[]>;
  /** Whether rows were erased or purged: the caller asks for the file to be scrubbed, in the same transaction. */
  hasErased: boolean;
}

const touch = ({ byDossier }: Applied, dossier: string): RowRead[] => {
  const known = byDossier.get(dossier);
  if (known !== undefined) return known;
  const rows: RowRead[] = [];
  byDossier.set(dossier, rows);
  return rows;
};

const columns = 'id, flux, seq, type, v, dossier, generation, lecture';
const append = `INSERT INTO ligne (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const upsert = `${append}
  ON CONFLICT (id, flux) DO UPDATE SET seq = excluded.seq, type = excluded.type, v = excluded.v,
    dossier = coalesce(excluded.dossier, ligne.dossier), generation = excluded.generation,
    lecture = excluded.lecture
  WHERE excluded.seq >= ligne.seq OR excluded.generation > ligne.generation
  RETURNING rang`;

type Columns = [string, string, number, string, number, string | null, number, Lecture];
/** Stores one row; false when the file holds a newer version of it. */
type WriteRow = (row: Columns, corps: string) => boolean;

function appending(db: Database): WriteRow {
  const insert = db.prepare<Columns>(append);
  const insertCorps = db.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)');
  return (row, corps) => {
    insertCorps.run(insert.run(...row).lastInsertRowid, corps);
    return true;
  };
}

function upserting(db: Database): WriteRow {
  const write = db.prepare<Columns, number>(upsert).pluck();
  const writeCorps = db.prepare<[number, string]>(
    'INSERT INTO ligne_corps (rang, corps) VALUES (?, ?) ON CONFLICT (rang) DO UPDATE SET corps = excluded.corps',
  );
  return (row, corps) => {
    const rang = write.get(...row);
    if (rang !== undefined) writeCorps.run(rang, corps);
    return rang !== undefined;
  };
}

/**
 * Stores rows, newest version of each entity only, and takes back from the outbox the actes that they hold.
 * During a first sync rows are only added: the versions that are not the newest go when the indexes are made.
 * The caller owns the transaction and saves the cursor in it.
 */
export function createRowWriter(db: Database): (flux: FluxRow, rows: readonly PullRow[], applied: Applied) => void {
  const isIndexed = hasLookups(db);
  const write = isIndexed ? upserting(db) : appending(db);
  const returned = db.prepare('DELETE FROM saisie WHERE acte = ?');
  const owner = db
    .prepare<[string, string], string | null>('SELECT dossier FROM ligne WHERE id = ? AND flux = ?')
    .pluck();
  return (flux, rows, applied) => {
    for (const [seq, type, id, v, dossier, corps] of rows) {
      const read = readLine({ type, v, corps });
      const isKept = write([id, flux.id, seq, type, v, dossier, flux.generation, read.lecture], corps);
      if (type === 'acte') returned.run(id);
      if (type === 'tombstone') {
        forgetErased(db, id);
        applied.hasErased = true;
        touch(applied, id);
      }
      const of =
        type === 'dossier' ? id : (dossier ?? (type === 'tombstone' && isIndexed ? owner.get(id, flux.id) : null));
      if (of === null || of === undefined || (!isKept && type !== 'dossier')) continue;
      const known = touch(applied, of);
      // One that cannot be read still stands for its id: an older version of it draws nobody.
      const ligne: LigneLue = read.lecture === 'lue' ? read.ligne : { type: 'autre' };
      if (isKept) known.push({ id, flux: flux.id, seq, ligne });
    }
  };
}

export const saveCursor = (db: Database, flux: string, cursor: number): void => {
  db.prepare('UPDATE flux SET curseur = ? WHERE id = ?').run(cursor, flux);
};

/** Ends a rebuild inside the cursor's transaction: removes and returns the rows that the server no longer has. */
export function finishRebuild(db: Database, flux: FluxRow): OrphanRow[] {
  const gone = z
    .array(orphanRow)
    .parse(
      db
        .prepare(
          'SELECT id, dossier, type, corps FROM ligne JOIN ligne_corps USING (rang) WHERE flux = ? AND generation < ?',
        )
        .all(flux.id, flux.generation),
    );
  db.prepare('DELETE FROM ligne WHERE flux = ? AND generation < ?').run(flux.id, flux.generation);
  db.prepare('UPDATE flux SET reconstruit = 0 WHERE id = ?').run(flux.id);
  return gone;
}

export function rememberOrders(db: Database, orders: Ordre[]): void {
  const insert = db.prepare('INSERT OR IGNORE INTO ordre (id, flux, raison, des_le) VALUES (?, ?, ?, ?)');
  for (const order of orders) insert.run(order.ordre_id, order.flux, order.raison, order.des_le);
}
