import { type AppelCommence, appelCommence } from '../../../shared/contract/ipc/candidats.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * What was chosen of a call that is not logged yet. Unlike its note it is one key away from being recorded: it comes
 * back to whoever chose it alone, and not another day.
 */
const heldMs = 12 * 3_600_000;

const queries = perDatabase((db) => ({
  read: db.prepare<[string], { contenu: string; operateur: string | null; ecrit_le: string }>(
    'SELECT contenu, operateur, ecrit_le FROM brouillon_appel WHERE candidat = ?',
  ),
  write: db.prepare<[string, string, string | null, string]>(
    `INSERT INTO brouillon_appel (candidat, contenu, operateur, ecrit_le) VALUES (?, ?, ?, ?)
     ON CONFLICT (candidat) DO UPDATE
       SET contenu = excluded.contenu, operateur = excluded.operateur, ecrit_le = excluded.ecrit_le`,
  ),
  rename: db.prepare<[string, string]>('UPDATE OR IGNORE brouillon_appel SET candidat = ? WHERE candidat = ?'),
  remove: db.prepare<[string]>('DELETE FROM brouillon_appel WHERE candidat = ?'),
  forget: db.prepare<[string]>(
    'DELETE FROM brouillon_appel WHERE candidat = (SELECT candidat FROM dossier_etat WHERE dossier = ?)',
  ),
}));

const current = (db: Sqlite): string | null => readLocal(db, 'operateur', operateurLocal);

/** null when nothing is begun, or by somebody else, or another day. */
export function readBegunCall(db: Sqlite, candidat: string, now: string): AppelCommence | null {
  const row = queries(db).read.get(candidat);
  if (row === undefined || row.operateur !== current(db)) return null;
  if (Math.abs(Date.parse(now) - Date.parse(row.ecrit_le)) > heldMs) return null;
  return appelCommence.safeParse(JSON.parse(row.contenu)).data ?? null;
}

/** null lets go of it. */
export function writeBegunCall(db: Sqlite, candidat: string, appel: AppelCommence | null, now: string): void {
  if (appel === null) removeBegunCall(db, candidat);
  else queries(db).write.run(candidat, JSON.stringify(appel), current(db), now);
}

export const removeBegunCall = (db: Sqlite, candidat: string): void => {
  queries(db).remove.run(candidat);
};

/** Two dossiers became one person: what was begun for the one that stays comes first. */
export const moveBegunCall = (db: Sqlite, from: string, to: string): void => {
  queries(db).rename.run(to, from);
  removeBegunCall(db, from);
};

/** A call is logged for the person of this dossier: none is begun any more. */
export const forgetBegunCall = (db: Sqlite, dossier: string): void => {
  queries(db).forget.run(dossier);
};
