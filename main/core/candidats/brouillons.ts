import { moveMessageDraft, removeMessageDraft } from '../messages/brouillons.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { askScrub } from '../store/store.ts';
import { moveBegunCall, removeBegunCall, unnameOrphans } from './appels-commences.ts';
import { candidatDuDossier } from './groups.ts';

/** The note being written about a person. Survives everything but the person's own departure from the file. */
const queries = perDatabase((db) => ({
  read: db.prepare<[string], { texte: string }>('SELECT texte FROM brouillon WHERE candidat = ?'),
  write: db.prepare<[string, string, string]>(
    `INSERT INTO brouillon (candidat, texte, ecrit_le) VALUES (?, ?, ?)
     ON CONFLICT (candidat) DO UPDATE SET texte = excluded.texte, ecrit_le = excluded.ecrit_le`,
  ),
  rename: db.prepare<[string, string]>('UPDATE brouillon SET candidat = ? WHERE candidat = ?'),
  replace: db.prepare<[string, string]>('UPDATE brouillon SET texte = ? WHERE candidat = ?'),
  remove: db.prepare<[string]>('DELETE FROM brouillon WHERE candidat = ?'),
  // A message to many, or a modèle, is about nobody.
  orphans: ['brouillon', 'brouillon_appel', 'brouillon_message'].map((table) =>
    db.prepare(
      `DELETE FROM ${table} WHERE candidat IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM dossier_etat d WHERE d.candidat = ${table}.candidat)`,
    ),
  ),
}));

export const readDraft = (db: Sqlite, candidat: string): string => queries(db).read.get(candidat)?.texte ?? '';

/** Empty text deletes it. */
export function writeDraft(db: Sqlite, candidat: string, texte: string, now: string): void {
  if (texte === '') queries(db).remove.run(candidat);
  else queries(db).write.run(candidat, texte, now);
}

/**
 * A call is logged for the person of this dossier, with this note (the blanks around it left out). Another text is not
 * what was logged: it is kept.
 */
export function forgetLoggedNote(db: Sqlite, dossier: string, note: unknown): void {
  const candidat = candidatDuDossier(db, dossier);
  if (candidat !== null && readDraft(db, candidat).trim() === note) queries(db).remove.run(candidat);
}

export const removeDraft = (db: Sqlite, candidat: string): void => {
  queries(db).remove.run(candidat);
  removeBegunCall(db, candidat);
  removeMessageDraft(db, candidat);
};

/**
 * What was begun about people who are here no more: whoever left while everybody was being folded again was nobody's
 * dossier at that moment. Only once everybody is folded, inside the caller's transaction.
 */
export function removeOrphanDrafts(db: Sqlite): void {
  const removed = queries(db).orphans.reduce((sum, orphans) => sum + orphans.run().changes, unnameOrphans(db));
  if (removed > 0) askScrub(db);
}

/** Two dossiers became one person: both texts are kept, one under the other. */
export function moveDraft(db: Sqlite, from: string, to: string): void {
  moveMessageDraft(db, from, to);
  moveBegunCall(db, from, to);
  const moved = readDraft(db, from);
  if (moved === '') return;
  const known = readDraft(db, to);
  if (known === '') {
    queries(db).rename.run(to, from);
    return;
  }
  queries(db).replace.run(`${known}\n${moved}`, to);
  removeDraft(db, from);
}
