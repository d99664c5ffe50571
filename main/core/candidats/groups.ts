import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type ListeFacts, moveListe } from './compte-liste.ts';
import type { CounterMoves } from './compteurs.ts';

/**
 * Which dossiers may be one person: same INE, or a `lien` whose two halves are both visible and not annulled
 * (PROTOCOL 1). Read from the indexed rows of the projection, so that regrouping costs per person.
 */
export interface KnownDossier {
  dossier: string;
  flux: string;
  ine: string | null;
  candidat: string;
}
export interface LienRow {
  lien_id: string;
  dossier: string;
  annule: number;
}

const queries = perDatabase((db) => ({
  read: db.prepare<[string], KnownDossier>('SELECT dossier, flux, ine, candidat FROM dossier_etat WHERE dossier = ?'),
  ofCandidat: db.prepare<[string], { dossier: string }>('SELECT dossier FROM dossier_etat WHERE candidat = ?'),
  ofIne: db.prepare<[string], { dossier: string }>('SELECT dossier FROM dossier_etat WHERE ine = ?'),
  liens: db.prepare<[string], LienRow>('SELECT lien_id, dossier, annule FROM lien WHERE dossier = ?'),
  otherHalves: db.prepare<[string, string], LienRow>(
    'SELECT lien_id, dossier, annule FROM lien WHERE lien_id = ? AND dossier <> ?',
  ),
  liste: db.prepare<[string], ListeFacts & { flux: string }>(
    'SELECT flux, marque, voeux, accueils, formations, appels_jours FROM dossier_etat WHERE dossier = ?',
  ),
  insert: db.prepare<[string, string, string | null, string, string, number, string, string, string]>(
    `INSERT INTO dossier_etat (dossier, flux, ine, candidat, marque, voeux, accueils, formations, appels_jours)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  update: db.prepare<[string, string | null, string, number, string, string, string, string]>(
    `UPDATE dossier_etat SET flux = ?, ine = ?, marque = ?, voeux = ?, accueils = ?, formations = ?, appels_jours = ?
     WHERE dossier = ?`,
  ),
  move: db.prepare<[string, string]>('UPDATE dossier_etat SET candidat = ? WHERE dossier = ?'),
  remove: db.prepare<[string]>('DELETE FROM dossier_etat WHERE dossier = ?'),
  removeLiens: db.prepare<[string]>('DELETE FROM lien WHERE dossier = ?'),
  insertLien: db.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO lien (lien_id, dossier, acte, annule) VALUES (?, ?, ?, ?)',
  ),
}));

export const readKnown = (db: Sqlite, dossier: string): KnownDossier | null => queries(db).read.get(dossier) ?? null;

/** Whose this dossier is; null when the file does not hold it. */
export const candidatDuDossier = (db: Sqlite, dossier: string): string | null =>
  readKnown(db, dossier)?.candidat ?? null;

export const dossiersOf = (db: Sqlite, candidat: string): string[] =>
  queries(db)
    .ofCandidat.all(candidat)
    .map((row) => row.dossier)
    .sort();

/** The dossiers that share a merge with this one, as the projection knows it now. */
export const linkedTo = (db: Sqlite, dossier: string): string[] =>
  queries(db)
    .liens.all(dossier)
    .flatMap((lien) => queries(db).otherHalves.all(lien.lien_id, dossier))
    .map((half) => half.dossier);

export interface DossierFacts {
  flux: string;
  ine: string | null;
  liste: ListeFacts;
  liens: readonly { lienId: string; acte: string; annule: boolean }[];
}

/**
 * A dossier that is not in the file yet: a person of its own.
 *
 * @returns its rang in `dossier_etat`
 */
export function insertDossier(
  db: Sqlite,
  dossier: string,
  { flux, ine, liste }: Omit<DossierFacts, 'liens'>,
  moves: CounterMoves,
): number {
  const { insert } = queries(db);
  const { marque, voeux, accueils, formations, appels_jours } = liste;
  const row = [dossier, flux, ine, dossier, marque, voeux, accueils, formations, appels_jours] as const;
  const { lastInsertRowid } = insert.run(...row);
  moveListe(moves, null, { flux, liste });
  return Number(lastInsertRowid);
}

const isSame = (a: ListeFacts, b: ListeFacts): boolean =>
  a.marque === b.marque &&
  a.voeux === b.voeux &&
  a.accueils === b.accueils &&
  a.formations === b.formations &&
  a.appels_jours === b.appels_jours;

/** Writes what groups a dossier and what it weighs in its list; a new one starts as a person of its own. */
export function saveDossier(db: Sqlite, dossier: string, facts: DossierFacts, moves: CounterMoves): void {
  const sql = queries(db);
  const { flux, ine, liste } = facts;
  const known = readKnown(db, dossier);
  const before = sql.liste.get(dossier);
  if (known === null || before === undefined) insertDossier(db, dossier, facts, moves);
  else if (known.flux !== flux || known.ine !== ine || !isSame(before, liste)) {
    const { marque, voeux, accueils, formations, appels_jours } = liste;
    sql.update.run(flux, ine, marque, voeux, accueils, formations, appels_jours, dossier);
    moveListe(moves, { flux: before.flux, liste: before }, { flux, liste });
  }
  sql.removeLiens.run(dossier);
  for (const lien of facts.liens) sql.insertLien.run(lien.lienId, dossier, lien.acte, lien.annule ? 1 : 0);
}

export function removeDossier(db: Sqlite, dossier: string, moves: CounterMoves): void {
  const sql = queries(db);
  const before = sql.liste.get(dossier);
  if (before !== undefined) moveListe(moves, { flux: before.flux, liste: before }, null);
  sql.removeLiens.run(dossier);
  sql.remove.run(dossier);
}

export const moveDossier = (db: Sqlite, dossier: string, candidat: string): void => {
  queries(db).move.run(candidat, dossier);
};

export interface Neighbourhood {
  dossiers: KnownDossier[];
  liens: LienRow[];
}

/** Every dossier that is, or was until now, in one group with one of the seeds. */
export function neighbourhood(db: Sqlite, seeds: Iterable<string>): Neighbourhood {
  const sql = queries(db);
  const found = new Map<string, KnownDossier>();
  const liens: LienRow[] = [];
  const queue = [...seeds];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    const known = readKnown(db, id);
    if (known === null) continue;
    found.set(id, known);
    for (const peer of sql.ofCandidat.all(known.candidat)) queue.push(peer.dossier);
    if (known.ine !== null) for (const peer of sql.ofIne.all(known.ine)) queue.push(peer.dossier);
    for (const lien of sql.liens.all(id)) {
      liens.push(lien);
      for (const half of sql.otherHalves.all(lien.lien_id, id)) queue.push(half.dossier);
    }
  }
  return { dossiers: [...found.values()], liens };
}
