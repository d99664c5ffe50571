import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { PushResult } from '../../../shared/contract/sync.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { acte, acteRecu } from '../../../shared/domain/actes/acte.ts';
import { isLocalSql, isServerSql } from '../store/flux-local.ts';
import { effacerRattachee } from '../store/marques.ts';
import { perDatabase } from '../store/sqlite.ts';

/**
 * The life of an acte on this poste: a_envoyer -> en_vol -> accepte -> (pulled back, gone), or a_revoir.
 * `squelette` keeps the id and codes of what an order or a refusal emptied (PROTOCOL 5).
 */
const saisieRow = z.object({
  rang: z.number(),
  acte: z.string(),
  dossier: z.string(),
  corps: z.string(),
  /** Server time of the last exchange before the acte was written, null when there had been none. */
  echange_le: z.string().nullable(),
});
export type SaisieRow = z.infer<typeof saisieRow>;

const envelopeBytes = 64;
/** The server never asks for more patience than this. */
const maxPatienceMs = 3_600_000;

/**
 * When an acte may leave, `now` being the poste's wall clock. A date further away than any we write means that the
 * clock was set back since: it is taken as due, so that a corrected clock delays nothing. What was written in a list
 * imported by hand never leaves as it is: the server knows no such flux.
 */
const sendable = `${isServerSql('flux')} AND (envoyable_le <= @now OR envoyable_le > @undo)
  AND (reessayer_le IS NULL OR reessayer_le <= @now OR reessayer_le > @patience)`;

const datesAt = (now: string): { now: string; undo: string; patience: string } => ({
  now,
  undo: new Date(Date.parse(now) + limits.undoMs).toISOString(),
  patience: new Date(Date.parse(now) + maxPatienceMs).toISOString(),
});

const queries = perDatabase((db) => ({
  next: db.prepare(
    `SELECT rang, acte, dossier, corps, echange_le FROM saisie
     WHERE etat = 'a_envoyer' AND ${sendable} ORDER BY rang LIMIT @limit`,
  ),
  fly: db.prepare<[number]>("UPDATE saisie SET etat = 'en_vol', deja_en_vol = 1, essais = essais + 1 WHERE rang = ?"),
  accept: db.prepare<[number, string, string]>(
    "UPDATE saisie SET etat = 'accepte', seq = ?, recu_le = ?, code = NULL WHERE acte = ?",
  ),
  postpone: db.prepare<[string, string]>("UPDATE saisie SET etat = 'a_envoyer', reessayer_le = ? WHERE acte = ?"),
}));

/** The next batch in local order, within 500 actes and 512 KiB. `now` is the poste's wall clock, ISO. */
export function nextBatch(db: Database, now: string, maxActes: number): SaisieRow[] {
  const rows = z
    .array(saisieRow)
    .parse(queries(db).next.all({ ...datesAt(now), limit: Math.min(maxActes, limits.pushActes) }));
  const batch: SaisieRow[] = [];
  let bytes = envelopeBytes;
  for (const row of rows) {
    bytes += Buffer.byteLength(row.corps) + 1;
    if (batch.length > 0 && bytes > limits.pushBytes) break;
    batch.push(row);
  }
  return batch;
}

/** Committed before the first byte leaves: from here on, undo is `annule` (PROTOCOL 2). */
export function markInFlight(db: Database, batch: SaisieRow[]): void {
  const { fly } = queries(db);
  for (const row of batch) fly.run(row.rang);
}

/** Whoever was flying when the poste or the network fell: the server tells at the next try (deja_recu). */
export function landInFlight(db: Database): number {
  return db.prepare("UPDATE saisie SET etat = 'a_envoyer' WHERE etat = 'en_vol'").run().changes;
}

export const postpone = (db: Database, id: string, until: string): void => {
  queries(db).postpone.run(until, id);
};

export const park = (db: Database, id: string, code: ErrorCode): void => {
  db.prepare("UPDATE saisie SET etat = 'a_revoir', code = ? WHERE acte = ?").run(code, id);
};

/**
 * Writes one result of the server. `now` in milliseconds of the poste's wall clock.
 *
 * @returns dossiers of the actes that were parked with it: a booking waits for the créneau, which is another dossier
 */
export function settle(db: Database, result: PushResult, now: number): string[] {
  if (result.etat === 'accepte' || result.etat === 'deja_recu') {
    queries(db).accept.run(result.seq, result.recu_le, result.id);
  } else if (result.etat === 'plus_tard') {
    // At least a second: a server that says « at once » must not turn the queue into a loop.
    const patienceMs = Math.min(maxPatienceMs, Math.max(1, result.apres_s) * 1000);
    postpone(db, result.id, new Date(now + patienceMs).toISOString());
  } else if (result.code === 'PERSONNE_EFFACEE') {
    // The one refusal that empties the acte: the person asked to be forgotten.
    db.prepare("UPDATE saisie SET etat = 'squelette', corps = '{}', code = ? WHERE acte = ?").run(
      result.code,
      result.id,
    );
  } else {
    park(db, result.id, result.code);
    return parkDependents(db, result.id);
  }
  return [];
}

const dependents = z.array(z.object({ acte: z.string(), dossier: z.string() }));

/** Unsent actes that wait for this one, whatever the request that carries them. */
export const dependentsOf = (
  db: Database,
  id: string,
  etat: 'a_envoyer' | 'a_revoir',
): { acte: string; dossier: string }[] =>
  dependents.parse(
    db
      .prepare(
        `SELECT acte, dossier FROM saisie WHERE etat = ?
         AND EXISTS (SELECT 1 FROM json_each(saisie.corps, '$.depend') WHERE value = ?)`,
      )
      .all(etat, id),
  );

/** What depends on a refused acte is parked with it (PROTOCOL 3), even when it leaves in another request. */
const parkDependents = (db: Database, id: string): string[] =>
  dependentsOf(db, id, 'a_envoyer').flatMap(({ acte: dependent, dossier }) => {
    park(db, dependent, 'DEPENDANCE_REFUSEE');
    return [dossier, ...parkDependents(db, dependent)];
  });

const waitingForSignIn = z.array(z.object({ acte: z.string() }));

/**
 * Somebody has just proved who they are: what was refused for want of that, and what was parked with it, is offered again
 * under the same ids. Nobody has to find it in what is to be reviewed. But for an erasure, which cannot be undone: whoever
 * signs in for something else may not even know of it, so it leaves when somebody says so (`synchro:reprendre`).
 */
export function offerAfterSignIn(db: Database): void {
  const release = db.prepare(
    `UPDATE saisie SET etat = 'a_envoyer', code = NULL, reessayer_le = NULL
     WHERE acte = ? AND etat = 'a_revoir' AND type <> 'effacement'
       AND code IN ('CONNEXION_RECENTE_REQUISE', 'DEPENDANCE_REFUSEE')`,
  );
  const offer = (id: string): void => {
    if (release.run(id).changes === 0) return;
    for (const dependent of dependentsOf(db, id, 'a_revoir')) offer(dependent.acte);
  };
  const parked = db.prepare("SELECT acte FROM saisie WHERE etat = 'a_revoir' AND code = 'CONNEXION_RECENTE_REQUISE'");
  for (const { acte: id } of waitingForSignIn.parse(parked.all())) offer(id);
}

/** After a restore of the server: what it had accepted since is offered again, same ids. */
export function reofferAccepted(db: Database, flux: string | null): void {
  db.prepare(
    `UPDATE saisie SET etat = 'a_envoyer', seq = NULL, recu_le = NULL, reessayer_le = NULL
     WHERE etat = 'accepte' AND (? IS NULL OR flux = ?) AND ${isServerSql('flux')}`,
  ).run(flux, flux);
}

/**
 * A row was erased at the family's request. Whatever of it still stands in the outbox goes too: the acte of that id,
 * and, when the row was a dossier, what the server has already answered about it. Unsent ones are refused by the
 * server, which is when their body goes.
 */
export function forgetErased(db: Database, id: string): void {
  db.prepare('DELETE FROM saisie WHERE acte = ?').run(id);
  db.prepare(
    `UPDATE saisie SET etat = 'squelette', corps = '{}', vide_le = fait_le
     WHERE dossier = ? AND etat IN ('accepte', 'a_revoir')`,
  ).run(id);
  db.prepare('DELETE FROM brouillon_reponse WHERE demande = ? OR dossier = ?').run(id, id);
  effacerRattachee(db, id);
}

/** Who writes at this poste. A new sign-in may give the same file another poste; the compte stays. */
export interface Author {
  poste: string;
  compte: string;
}

/** A row that a rebuilt flux no longer holds. */
export const orphanRow = z.object({
  id: z.string(),
  dossier: z.string().nullable(),
  type: z.string(),
  corps: z.string(),
});
export type OrphanRow = z.infer<typeof orphanRow>;

/** Own actes that a rebuilt flux no longer holds go back to the outbox. Others' actes are theirs to offer. */
export function reofferOrphans(db: Database, orphans: OrphanRow[], flux: string, author: Author, now: string): number {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat, deja_en_vol)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'a_envoyer', 1)`,
  );
  let offered = 0;
  for (const orphan of orphans) {
    if (orphan.type !== 'acte') continue;
    const received = acteRecu.safeParse(JSON.parse(orphan.corps));
    if (!received.success) continue;
    // The same compte may hold it under a former poste: a double offer is answered deja_recu.
    if (received.data.poste !== author.poste && received.data.compte !== author.compte) continue;
    const own = acte.parse(received.data);
    offered += insert.run(own.id, flux, own.dossier, own.type, JSON.stringify(own), own.fait_le, now).changes;
  }
  return offered;
}

/**
 * A restored server may lack what this poste sent, and a right that ended meanwhile forbids the pull that would tell.
 * So everything of ours in that flux is offered again before it is emptied: what the server has is deja_recu.
 */
export const reofferHeld = (db: Database, flux: string, author: Author, now: string): number =>
  reofferOrphans(
    db,
    z
      .array(orphanRow)
      .parse(
        db
          .prepare(
            "SELECT id, dossier, type, corps FROM ligne JOIN ligne_corps USING (rang) WHERE flux = ? AND type = 'acte'",
          )
          .all(flux),
      ),
    flux,
    author,
    now,
  );

const counts = z.object({ a_envoyer: z.number(), en_vol: z.number(), a_revoir: z.number() });
export type OutboxCounts = z.infer<typeof counts>;

/**
 * Asked at every slice of a pull, to tell the page: two indexes alone, never the bodies. Actes of a local list wait for
 * nothing: they are not to be sent.
 */
const countQuery = perDatabase((db) => {
  const count = (etat: string) =>
    `(SELECT count(*) FROM saisie WHERE etat = '${etat}')
     - (SELECT count(*) FROM saisie WHERE etat = '${etat}' AND ${isLocalSql('flux')}) AS ${etat}`;
  return db.prepare(`SELECT ${count('a_envoyer')}, ${count('en_vol')}, ${count('a_revoir')}`);
});

export const countOutbox = (db: Database): OutboxCounts => counts.parse(countQuery(db).get());

/** Quit, suspend, *Envoyer*: no more waiting for a possible undo. */
export const makeAllSendable = (db: Database, now: string): void => {
  db.prepare(
    "UPDATE saisie SET envoyable_le = ?, reessayer_le = NULL WHERE etat = 'a_envoyer' AND (envoyable_le > ? OR reessayer_le > ?)",
  ).run(now, now, now);
};

const due = z.object({ le: z.string().nullable() });
/** When the next acte becomes sendable, ISO, `now` when one already is, null when none waits. */
export const nextDue = (db: Database, now: string): string | null =>
  due.parse(
    db
      .prepare(
        `SELECT min(CASE WHEN ${sendable} THEN @now ELSE max(envoyable_le, coalesce(reessayer_le, '')) END) AS le
         FROM saisie WHERE etat = 'a_envoyer' AND ${isServerSql('flux')}`,
      )
      .get(datesAt(now)),
  ).le;
