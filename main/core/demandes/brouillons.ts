import { reponseCorps } from '../../../shared/domain/actes/reponse.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** The answer being written to a demande. Survives everything but the demande's own departure from the file. */
const queries = perDatabase((db) => ({
  read: db
    .prepare<[string], string>('SELECT texte FROM brouillon_reponse WHERE demande = ? AND reponse IS NULL')
    .pluck(),
  write: db.prepare<[string, string, string, string, string | null]>(
    `INSERT INTO brouillon_reponse (demande, dossier, texte, ecrit_le, reponse) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (demande) DO UPDATE SET texte = excluded.texte, ecrit_le = excluded.ecrit_le, reponse = excluded.reponse`,
  ),
  // What an answer put aside is that answer's to give back.
  remove: db.prepare<[string]>('DELETE FROM brouillon_reponse WHERE demande = ? AND reponse IS NULL'),
  putAside: db.prepare<[string, string]>(
    'UPDATE brouillon_reponse SET reponse = ? WHERE demande = ? AND reponse IS NULL',
  ),
  forget: db.prepare<[string]>('DELETE FROM brouillon_reponse WHERE dossier = ?'),
  giveBack: db.prepare<[string]>('UPDATE brouillon_reponse SET reponse = NULL WHERE reponse = ?'),
}));

export const readReponseDraft = (db: Sqlite, demande: string): string => queries(db).read.get(demande) ?? '';

/** Empty text deletes it. */
export function writeReponseDraft(
  db: Sqlite,
  { demande, dossier }: { demande: string; dossier: string },
  texte: string,
  now: string,
): void {
  if (texte === '') queries(db).remove.run(demande);
  else queries(db).write.run(demande, dossier, texte, now, null);
}

/**
 * An answer was written, with the text that was sent or by another way: nothing is begun any more, and the text waits
 * for that acte to be taken back.
 */
export function putDraftAside(
  db: Sqlite,
  { id, dossier, corps }: { id: string; dossier: string; corps: unknown },
  now: string,
): void {
  const parsed = reponseCorps.safeParse(corps);
  if (!parsed.success) return;
  const { demande, genre, texte } = parsed.data;
  if (genre === 'personnalisee' && texte !== undefined) queries(db).write.run(demande, dossier, texte, now, id);
  else queries(db).putAside.run(id, demande);
}

/** Whoever asked is to be forgotten: what was begun about her is not kept for a change of mind. */
export const forgetReponseDrafts = (db: Sqlite, dossier: string): void => {
  queries(db).forget.run(dossier);
};

/** An acte is taken back, before it leaves the outbox: what it put aside is being written again. */
export const giveDraftBack = (db: Sqlite, acte: string): void => {
  queries(db).giveBack.run(acte);
};
