import type { QuiBrouillon } from '../../../shared/contract/ipc/messages.ts';
import { candidatDuDossier } from '../candidats/groups.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * A message is of whoever writes it: her colleagues begin their own, and are not asked whether hers left. One that names
 * no opérateur was begun before that was kept: it is of whoever takes it up.
 */
const queries = perDatabase((db) => ({
  read: db
    .prepare<[string, string], string>(
      'SELECT contenu FROM brouillon_message WHERE cle IN (?, ?) ORDER BY length(cle) DESC LIMIT 1',
    )
    .pluck(),
  pending: db.prepare<[string | null], { cle: string; candidat: string | null }>(
    `SELECT cle, candidat FROM brouillon_message
     WHERE parti = 1 AND (operateur IS NULL OR operateur = ?) ORDER BY ecrit_le DESC, cle LIMIT 1`,
  ),
  write: db.prepare<[string, string | null, string, number, string, string | null]>(
    'INSERT INTO brouillon_message (cle, candidat, contenu, parti, ecrit_le, operateur) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  remove: db.prepare<[string]>('DELETE FROM brouillon_message WHERE cle = ?'),
  removeAll: db.prepare<[string]>('DELETE FROM brouillon_message WHERE candidat = ?'),
  rename: db.prepare<[{ from: string; to: string; fromCle: string; toCle: string }]>(
    `UPDATE OR IGNORE brouillon_message SET cle = @toCle || substr(cle, length(@fromCle) + 1), candidat = @to
     WHERE candidat = @from`,
  ),
}));

const current = (db: Sqlite): string | null => readLocal(db, 'operateur', operateurLocal);

const personne = (candidat: string): string => `personne:${candidat}`;

/** Of nobody in particular. A modèle is the team's: nobody is asked about it. */
const cleDe = (qui: QuiBrouillon): string => {
  if (qui.genre === 'personne') return personne(qui.candidat);
  return qui.genre === 'groupe' ? 'groupe' : `modele:${qui.id ?? 'nouveau'}`;
};

const cleOf = (qui: QuiBrouillon, operateur: string | null): string =>
  operateur === null || qui.genre === 'modele' ? cleDe(qui) : `${cleDe(qui)}@${operateur}`;

/** '' when nothing is begun. */
export const readMessageDraft = (db: Sqlite, qui: QuiBrouillon): string =>
  queries(db).read.get(cleDe(qui), cleOf(qui, current(db))) ?? '';

function forget(db: Sqlite, qui: QuiBrouillon, operateur: string | null): void {
  for (const cle of new Set([cleDe(qui), cleOf(qui, operateur)])) queries(db).remove.run(cle);
}

/** Empty text deletes it. */
export function writeMessageDraft(
  db: Sqlite,
  { qui, contenu, parti }: { qui: QuiBrouillon; contenu: string; parti: boolean },
  now: string,
): void {
  const operateur = current(db);
  forget(db, qui, operateur);
  if (contenu === '') return;
  const candidat = qui.genre === 'personne' ? qui.candidat : null;
  queries(db).write.run(cleOf(qui, operateur), candidat, contenu, parti ? 1 : 0, now, operateur);
}

/** The last message of this opérateur of which she did not say whether it left; a modèle goes nowhere. */
export const pendingMessage = (db: Sqlite): QuiBrouillon | null => {
  const row = queries(db).pending.get(current(db));
  if (row === undefined) return null;
  return row.candidat === null ? { genre: 'groupe' } : { genre: 'personne', candidat: row.candidat };
};

/** Noted for the person of this dossier: together with it, so that a kill in between does not have it noted once more. */
export function forgetSentMessage(db: Sqlite, dossier: string): void {
  const candidat = candidatDuDossier(db, dossier);
  if (candidat !== null) forget(db, { genre: 'personne', candidat }, current(db));
}

export const removeMessageDraft = (db: Sqlite, candidat: string): void => {
  queries(db).removeAll.run(candidat);
};

/** Two dossiers became one person: what was begun for the one that stays comes first. */
export const moveMessageDraft = (db: Sqlite, from: string, to: string): void => {
  queries(db).rename.run({ from, to, fromCle: personne(from), toCle: personne(to) });
  removeMessageDraft(db, from);
};

/** Whoever asks to be forgotten: what was begun to her family is not kept for a change of mind. */
export const forgetMessageDraft = (db: Sqlite, dossier: string): void => {
  const candidat = candidatDuDossier(db, dossier);
  if (candidat !== null) removeMessageDraft(db, candidat);
};
