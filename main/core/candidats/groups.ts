import { perDatabase, type Sqlite } from '../store/sqlite.ts';

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
  insert: db.prepare<[string, string, string | null, string]>(
    'INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, ?, ?)',
  ),
  update: db.prepare<[string, string | null, string]>('UPDATE dossier_etat SET flux = ?, ine = ? WHERE dossier = ?'),
  move: db.prepare<[string, string]>('UPDATE dossier_etat SET candidat = ? WHERE dossier = ?'),
  remove: db.prepare<[string]>('DELETE FROM dossier_etat WHERE dossier = ?'),
  removeLiens: db.prepare<[string]>('DELETE FROM lien WHERE dossier = ?'),
  insertLien: db.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO lien (lien_id, dossier, acte, annule) VALUES (?, ?, ?, ?)',
  ),
}));

export const readKnown = (db: Sqlite, dossier: string): KnownDossier | null => queries(db).read.get(dossier) ?? null;

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

/** Writes what groups a dossier; a new one starts as a person of its own. */
export function saveDossier(
  db: Sqlite,
  dossier: string,
  facts: { flux: string; ine: string | null; liens: { lienId: string; acte: string; annule: boolean }[] },
): void {
  const sql = queries(db);
  const known = readKnown(db, dossier);
  if (known === null) sql.insert.run(dossier, facts.flux, facts.ine, dossier);
  else if (known.flux !== facts.flux || known.ine !== facts.ine) sql.update.run(facts.flux, facts.ine, dossier);
  sql.removeLiens.run(dossier);
  for (const lien of facts.liens) sql.insertLien.run(lien.lienId, dossier, lien.acte, lien.annule ? 1 : 0);
}

export function removeDossier(db: Sqlite, dossier: string): void {
  queries(db).removeLiens.run(dossier);
  queries(db).remove.run(dossier);
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
