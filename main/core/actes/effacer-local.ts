import { removeDraft } from '../candidats/brouillons.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import type { Random } from '../deps.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { noterEffacee } from '../store/marques.ts';
import { retirerPersonne } from '../store/retirer-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  locaux: db.prepare<[string], { dossier: string; flux: string }>(
    `SELECT dossier, flux FROM dossier_etat WHERE ine = ? AND ${isLocalSql('flux')}`,
  ),
  // What a reading was compared with is no longer so.
  touch: db.prepare<[string]>('UPDATE flux SET tete = tete + 1, curseur = curseur + 1 WHERE id = ?'),
  // A file that is being looked at, or imported, may name her too.
  prepared: db.prepare<[string]>(
    `DELETE FROM arrivee_ligne WHERE dossier IN (
       SELECT dossier FROM arrivee_ligne WHERE type = 'dossier' AND corps ->> '$.ine' = ?)`,
  ),
  staged: ['arrivee', 'arrivee_connue'].map((table) => db.prepare<[string]>(`DELETE FROM ${table} WHERE ine = ?`)),
}));

/**
 * Erases a person from the local lists, at once and inside the caller's transaction: no server holds them, so nobody
 * else could carry it out. What was written about her there goes too, and the next file does not bring her back.
 *
 * @returns the dossiers to draw again
 */
export function effacerLocal(db: Sqlite, random: Random, { rows }: FoldedDossier): string[] {
  const sql = queries(db);
  const ine = rows.ligne?.ine ?? null;
  const own = { dossier: rows.id, flux: rows.flux };
  const same = ine === null ? [] : sql.locaux.all(ine).filter(({ dossier }) => dossier !== rows.id);
  const candidat = readKnown(db, rows.id)?.candidat;
  if (candidat !== undefined) removeDraft(db, candidat);
  for (const { dossier, flux } of [own, ...same]) {
    retirerPersonne(db, flux, dossier);
    sql.touch.run(flux);
  }
  if (ine !== null) {
    noterEffacee(db, random, ine);
    sql.prepared.run(ine);
    for (const staged of sql.staged) staged.run(ine);
  }
  return [own, ...same].map(({ dossier }) => dossier);
}
