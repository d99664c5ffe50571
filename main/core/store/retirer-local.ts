import { perDatabase, type Sqlite } from './sqlite.ts';
import { askScrub } from './store.ts';

const queries = perDatabase((db) => ({
  // By the person, never by the list (`+`): a list is as long as everybody on it.
  personne: [
    db.prepare<[string, string]>('DELETE FROM ligne WHERE id = ? AND flux = ?'),
    ...['ligne', 'saisie'].map((table) =>
      db.prepare<[string, string]>(`DELETE FROM ${table} WHERE dossier = ? AND +flux = ?`),
    ),
  ],
  liste: [
    ...['ligne', 'saisie', 'dossier_perdu', 'reception'].map((table) =>
      db.prepare<[string]>(`DELETE FROM ${table} WHERE flux = ?`),
    ),
    db.prepare<[string]>('DELETE FROM flux WHERE id = ?'),
  ],
}));

/**
 * Takes one person out of a local list, with what is written for her in that list, inside the caller's transaction. The
 * caller draws the dossier again.
 */
export function retirerPersonne(db: Sqlite, flux: string, dossier: string): void {
  for (const one of queries(db).personne) one.run(dossier, flux);
  askScrub(db);
}

/** Takes a whole local list out of the file, inside the caller's transaction. The caller draws its dossiers again. */
export function retirerListe(db: Sqlite, flux: string): void {
  for (const one of queries(db).liste) one.run(flux);
  askScrub(db);
}
