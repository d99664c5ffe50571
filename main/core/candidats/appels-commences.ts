import { type AppelCommence, appelCommence } from '../../../shared/contract/ipc/candidats.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { candidatDuDossier } from './groups.ts';

/**
 * What was chosen of a call that is not logged yet. Unlike its note it is one key away from being recorded: it comes
 * back to whoever chose it alone, and not another day; what a colleague does with hers leaves it as it is.
 */
const heldMs = 12 * 3_600_000;

/** Unticks relatives of everybody's begun calls. */
const withoutAussi = (gone: string): string =>
  `UPDATE brouillon_appel SET contenu = json_set(contenu, '$.aussi', (
     SELECT json_group_array(json(aussi.value)) FROM json_each(contenu, '$.aussi') aussi WHERE NOT (${gone})))
   WHERE EXISTS (SELECT 1 FROM json_each(contenu, '$.aussi') aussi WHERE ${gone})`;

const queries = perDatabase((db) => ({
  read: db.prepare<[string, string], { contenu: string; ecrit_le: string }>(
    'SELECT contenu, ecrit_le FROM brouillon_appel WHERE candidat = ? AND operateur = ?',
  ),
  write: db.prepare<[string, string, string, string]>(
    `INSERT INTO brouillon_appel (candidat, operateur, contenu, ecrit_le) VALUES (?, ?, ?, ?)
     ON CONFLICT (candidat, operateur) DO UPDATE SET contenu = excluded.contenu, ecrit_le = excluded.ecrit_le`,
  ),
  letGo: db.prepare<[string, string]>('DELETE FROM brouillon_appel WHERE candidat = ? AND operateur = ?'),
  clean: db.prepare<[string, string]>('DELETE FROM brouillon_appel WHERE ecrit_le NOT BETWEEN ? AND ?'),
  copy: db.prepare<[{ from: string; to: string }]>(
    `INSERT INTO brouillon_appel (candidat, operateur, contenu, ecrit_le)
     SELECT @to, operateur, contenu, ecrit_le FROM brouillon_appel WHERE candidat = @from
     ON CONFLICT (candidat, operateur) DO UPDATE SET contenu = excluded.contenu, ecrit_le = excluded.ecrit_le
       WHERE excluded.ecrit_le > brouillon_appel.ecrit_le`,
  ),
  remove: db.prepare<[string]>('DELETE FROM brouillon_appel WHERE candidat = ?'),
  unname: db.prepare<[{ candidat: string }]>(withoutAussi("aussi.value ->> 'candidat' = @candidat")),
  unnameOrphans: db.prepare(
    withoutAussi("NOT EXISTS (SELECT 1 FROM dossier_etat d WHERE d.candidat = aussi.value ->> 'candidat')"),
  ),
}));

const current = (db: Sqlite): string => readLocal(db, 'operateur', operateurLocal) ?? '';

/** null when this opérateur began nothing, or another day. */
export function readBegunCall(db: Sqlite, candidat: string, now: string): AppelCommence | null {
  const row = queries(db).read.get(candidat, current(db));
  if (row === undefined) return null;
  if (Math.abs(Date.parse(now) - Date.parse(row.ecrit_le)) > heldMs) return null;
  return appelCommence.safeParse(JSON.parse(row.contenu)).data ?? null;
}

/** null lets go of hers alone. What is of another day leaves the file meanwhile, whoever began it. */
export function writeBegunCall(db: Sqlite, candidat: string, appel: AppelCommence | null, now: string): void {
  const sql = queries(db);
  const at = Date.parse(now);
  sql.clean.run(new Date(at - heldMs).toISOString(), new Date(at + heldMs).toISOString());
  if (appel === null) sql.letGo.run(candidat, current(db));
  else sql.write.run(candidat, current(db), JSON.stringify(appel), now);
}

/** She is nobody here any more: neither with a call of hers, nor among the relatives of somebody else's. */
export const removeBegunCall = (db: Sqlite, candidat: string): void => {
  queries(db).remove.run(candidat);
  queries(db).unname.run({ candidat });
};

/** Relatives who are here no more. @returns how many calls named some */
export const unnameOrphans = (db: Sqlite): number => queries(db).unnameOrphans.run().changes;

/** Two dossiers became one person: of each opérateur the latest, so that none that still holds gives way to an old one. */
export const moveBegunCall = (db: Sqlite, from: string, to: string): void => {
  queries(db).copy.run({ from, to });
  removeBegunCall(db, from);
};

/** A call is logged for the person of this dossier: none is begun any more. */
export const forgetBegunCall = (db: Sqlite, dossier: string): void => {
  const candidat = candidatDuDossier(db, dossier);
  if (candidat !== null) queries(db).remove.run(candidat);
};
