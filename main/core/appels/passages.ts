import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { finDeDemiJournee } from '../../../shared/domain/jours-ouvres.ts';
import { isCandidatConnu } from '../candidats/candidat-connu.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** Somebody who was skipped on this poste and still is. */
export interface PassageDeFile {
  rang: number;
  le: string;
  jusqua: string;
}

const queries = perDatabase((db) => ({
  drop: db.prepare<[string]>('DELETE FROM passage_file WHERE candidat = ?'),
  // A call noted since, here or on another poste, answers the skip.
  clean: db.prepare<[string]>(
    `DELETE FROM passage_file WHERE jusqua <= ? OR NOT EXISTS (
       SELECT 1 FROM candidat c WHERE c.id = passage_file.candidat AND c.appel_tri < passage_file.le)`,
  ),
  keep: db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO passage_file (candidat, le, jusqua) VALUES (?, ?, ?)',
  ),
  live: db.prepare<[{ now: string; qui: string | null }], PassageDeFile>(
    `SELECT c.rang, p.le, p.jusqua FROM passage_file p CROSS JOIN candidat c ON c.id = p.candidat
     WHERE p.jusqua > @now AND c.appel_tri < p.le AND c.a_appeler_des <= @now
       AND (@qui IS NULL OR EXISTS (
         SELECT 1 FROM file_de d WHERE d.operateur = @qui AND d.file_classe = c.file_classe
           AND d.file_essai = c.file_essai AND d.file_cle = c.file_cle AND d.id = c.id))
     ORDER BY p.le, p.candidat`,
  ),
}));

/**
 * Sends somebody to the end of the queue until the half-day of the poste ends. Those who came back by themselves are
 * forgotten meanwhile, so that the table holds one half-day at most. Failure: INTROUVABLE.
 */
export function passer(db: Sqlite, candidat: string, { now, fuseau }: { now: string; fuseau: string }): Result<null> {
  const sql = queries(db);
  if (!isCandidatConnu(db, candidat)) return failure('INTROUVABLE');
  sql.clean.run(now);
  sql.keep.run(candidat, now, finDeDemiJournee(now, fuseau));
  return success(null);
}

export const revenir = (db: Sqlite, candidat: string): void => {
  queries(db).drop.run(candidat);
};

/** Who is due and was skipped, the oldest first; `qui` null: whoever's. Costs those who were skipped in this half-day. */
export const passesDe = (db: Sqlite, now: string, qui: string | null): PassageDeFile[] =>
  queries(db).live.all({ now, qui });
