import { limits } from '../../../shared/contract/sync.ts';
import type { Acte } from '../../../shared/domain/actes/acte.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** An acte of the outbox. */
export interface SaisieRow {
  acte: string;
  flux: string;
  dossier: string;
  type: string;
  corps: string;
  etat: 'a_envoyer' | 'en_vol' | 'accepte' | 'a_revoir' | 'squelette';
  deja_en_vol: number;
}

const queries = perDatabase((db) => ({
  insert: db.prepare<[string, string, string, string, string, string, string]>(
    // The last exchange before the writing bounds the hour that the server will believe (PROTOCOL 2).
    `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat, echange_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'a_envoyer',
       (SELECT json_extract(valeur, '$.serveurLe') FROM local WHERE cle = 'horloge'))`,
  ),
  read: db.prepare<[string], SaisieRow>(
    'SELECT acte, flux, dossier, type, corps, etat, deja_en_vol FROM saisie WHERE acte = ?',
  ),
  naming: db.prepare<[string, string, string], { acte: string }>(
    'SELECT acte FROM saisie WHERE dossier = ? AND acte <> ? AND instr(corps, ?) > 0',
  ),
  others: db.prepare<[string, string], { acte: string }>(
    "SELECT acte FROM saisie WHERE dossier = ? AND acte <> ? AND etat <> 'squelette'",
  ),
  together: db.prepare<[string], { acte: string }>(
    `SELECT o.acte FROM saisie s JOIN saisie o ON o.type = s.type AND o.fait_le = s.fait_le AND o.etat <> 'squelette'
     WHERE s.acte = ? AND s.type = 'effacement' AND o.corps ->> '$.operateur' IS s.corps ->> '$.operateur'`,
  ),
  last: db.prepare<[string, string], { acte: string }>(
    'SELECT acte FROM saisie WHERE dossier = ? AND type = ? ORDER BY rang DESC LIMIT 1',
  ),
  remove: db.prepare<[string]>('DELETE FROM saisie WHERE acte = ?'),
  rename: db.prepare<[string, string, string, string]>(
    `UPDATE saisie SET corps = replace(corps, ?, ?)
     WHERE dossier = ? AND (deja_en_vol = 0 OR etat = 'a_revoir') AND instr(corps, ?) > 0`,
  ),
  received: db.prepare<[string], { flux: string; dossier: string; type: string }>(
    `SELECT flux, dossier, type FROM (
       SELECT flux, dossier, json_extract(corps, '$.type') AS type FROM ligne JOIN ligne_corps USING (rang)
       WHERE id = ? AND type = 'acte' AND lecture = 'lue' AND dossier IS NOT NULL
     ) LIMIT 1`,
  ),
}));

/** Sendable only after the time to undo it (PROTOCOL 2). Both instants are the poste's wall clock. */
export function insertSaisie(db: Sqlite, un: Acte, nowMs: number): void {
  const sendable = new Date(nowMs + limits.undoMs).toISOString();
  // Stored as the exact JSON that leaves, so that every try sends the same bytes.
  queries(db).insert.run(un.id, un.flux, un.dossier, un.type, JSON.stringify(un), un.fait_le, sendable);
}

export const readSaisie = (db: Sqlite, acte: string): SaisieRow | null => queries(db).read.get(acte) ?? null;

/** Actes of the outbox that name this one, in their body, their heads or their dependencies. */
export const namedBy = (db: Sqlite, dossier: string, acte: string): string[] =>
  queries(db)
    .naming.all(dossier, acte, acte)
    .map((row) => row.acte);

/**
 * An erasure and those that were written with it, one for each dossier of the person: her dossiers are drawn nowhere
 * any more, so what tells is who asked, at which millisecond.
 */
export const effacementsAvec = (db: Sqlite, acte: string): string[] =>
  queries(db)
    .together.all(acte)
    .map((row) => row.acte);

/** What else of that dossier is in the outbox: without the acte that makes the dossier it would be nobody's. */
export const othersOf = (db: Sqlite, dossier: string, acte: string): string[] =>
  queries(db)
    .others.all(dossier, acte)
    .map((row) => row.acte);

/** The one of that type which was written last in this dossier, of those that are still here. */
export const lastOf = (db: Sqlite, dossier: string, type: string): string | null =>
  queries(db).last.get(dossier, type)?.acte ?? null;

export const removeSaisie = (db: Sqlite, acte: string): void => {
  queries(db).remove.run(acte);
};

/** What named a parked acte names the one that stands for it; what may have left keeps the bytes it left with. */
export const renameInSaisies = (db: Sqlite, dossier: string, from: string, to: string): void => {
  queries(db).rename.run(from, to, dossier, from);
};

/** Where an acte that the server has is kept, null when this poste does not hold it. */
export const readReceived = (db: Sqlite, acte: string): { flux: string; dossier: string; type: string } | null =>
  queries(db).received.get(acte) ?? null;
