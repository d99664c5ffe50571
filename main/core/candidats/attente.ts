import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { candidatDuDossier } from './groups.ts';

const queries = perDatabase((db) => ({
  // What the mirror holds has been taken, whatever the outbox still says: the fold sees it so.
  waits: db.prepare<[string], { un: number }>(
    `SELECT 1 AS un FROM dossier_etat e JOIN saisie s ON s.dossier = e.dossier
     WHERE e.candidat = ? AND s.etat IN ('a_envoyer', 'en_vol', 'a_revoir')
       AND NOT EXISTS (SELECT 1 FROM ligne l WHERE l.id = s.acte AND l.dossier = s.dossier AND l.lecture = 'lue')
     LIMIT 1`,
  ),
  settle: db.prepare<[string]>(
    `UPDATE candidat_corps SET corps = json_set(corps, '$.enAttente', json('false'))
     WHERE rang = (SELECT rang FROM candidat WHERE id = ?) AND corps ->> '$.enAttente' = 1`,
  ),
}));

/**
 * The server has taken actes of these dossiers: those people wait for nothing else, or still do. An acte that was taken
 * changes nothing but that mark until the pull brings it back, so nobody is folded again. Inside the caller's
 * transaction; the result is the one of `projectDossiers`.
 *
 * @returns ids of the candidats concerned
 */
export function stopWaiting(db: Sqlite, dossiers: Iterable<string>): Set<string> {
  const sql = queries(db);
  const candidats = new Set<string>();
  for (const dossier of dossiers) {
    const known = candidatDuDossier(db, dossier);
    if (known !== null) candidats.add(known);
  }
  for (const candidat of candidats) if (sql.waits.get(candidat) === undefined) sql.settle.run(candidat);
  return candidats;
}
