import type { QuiBrouillon } from '../../../shared/contract/ipc/messages.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  read: db.prepare<[string], string>('SELECT contenu FROM brouillon_message WHERE cle = ?').pluck(),
  pending: db
    .prepare<[], string>('SELECT cle FROM brouillon_message WHERE parti = 1 ORDER BY ecrit_le DESC, cle LIMIT 1')
    .pluck(),
  write: db.prepare<[string, string | null, string, number, string]>(
    `INSERT INTO brouillon_message (cle, candidat, contenu, parti, ecrit_le) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (cle) DO UPDATE SET contenu = excluded.contenu, parti = excluded.parti, ecrit_le = excluded.ecrit_le`,
  ),
  remove: db.prepare<[string]>('DELETE FROM brouillon_message WHERE cle = ?'),
  forget: db.prepare<[string]>(
    'DELETE FROM brouillon_message WHERE candidat = (SELECT candidat FROM dossier_etat WHERE dossier = ?)',
  ),
  rename: db.prepare<[string, string, string]>(
    'UPDATE OR IGNORE brouillon_message SET cle = ?, candidat = ? WHERE cle = ?',
  ),
}));

const personne = (candidat: string): string => `personne:${candidat}`;

const cleOf = (qui: QuiBrouillon): string => {
  if (qui.genre === 'personne') return personne(qui.candidat);
  return qui.genre === 'groupe' ? 'groupe' : `modele:${qui.id ?? 'nouveau'}`;
};

/** '' when nothing is begun. */
export const readMessageDraft = (db: Sqlite, qui: QuiBrouillon): string => queries(db).read.get(cleOf(qui)) ?? '';

/** Empty text deletes it. */
export function writeMessageDraft(
  db: Sqlite,
  { qui, contenu, parti }: { qui: QuiBrouillon; contenu: string; parti: boolean },
  now: string,
): void {
  if (contenu === '') queries(db).remove.run(cleOf(qui));
  else queries(db).write.run(cleOf(qui), qui.genre === 'personne' ? qui.candidat : null, contenu, parti ? 1 : 0, now);
}

/** The last message of which nobody said whether it left; a modèle goes nowhere. */
export const pendingMessage = (db: Sqlite): QuiBrouillon | null => {
  const cle = queries(db).pending.get();
  if (cle === undefined) return null;
  return cle === 'groupe' ? { genre: 'groupe' } : { genre: 'personne', candidat: cle.slice(personne('').length) };
};

export const removeMessageDraft = (db: Sqlite, candidat: string): void => {
  queries(db).remove.run(personne(candidat));
};

/** Two dossiers became one person: what was begun for the one that stays comes first. */
export const moveMessageDraft = (db: Sqlite, from: string, to: string): void => {
  queries(db).rename.run(personne(to), to, personne(from));
  removeMessageDraft(db, from);
};

/** Whoever asks to be forgotten: what was begun to her family is not kept for a change of mind. */
export const forgetMessageDraft = (db: Sqlite, dossier: string): void => {
  queries(db).forget.run(dossier);
};
