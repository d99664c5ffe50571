import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { retirerPartagesDuFlux } from '../partages/locaux.ts';
import { isServerSql } from '../store/flux-local.ts';

/**
 * The only way data of the server leaves a poste: an explicit persisted order, or the end date of a flux (PROTOCOL 5).
 * A list imported by hand is the office's own: neither reaches it.
 * Unsent actes lose their body and keep their skeleton for thirty days, then only their count is left.
 */
const orderRow = z.object({ id: z.string(), flux: z.string(), raison: z.string(), des_le: z.string() });
export type OrderRow = z.infer<typeof orderRow>;

export const pendingOrders = (db: Database, serverNow: string): OrderRow[] =>
  z.array(orderRow).parse(
    db
      .prepare(
        `SELECT id, flux, raison, des_le FROM ordre
           WHERE execute_le IS NULL AND des_le <= ? AND ${isServerSql('flux')} ORDER BY des_le, id`,
      )
      .all(serverNow),
  );

const toAcknowledge = z.object({ id: z.string(), lignes: z.number(), actes_non_envoyes: z.number() });

export const ordersToAcknowledge = (db: Database) =>
  z
    .array(toAcknowledge)
    .parse(
      db
        .prepare(
          'SELECT id, lignes, actes_non_envoyes FROM ordre WHERE execute_le IS NOT NULL AND accuse = 0 ORDER BY id',
        )
        .all(),
    );

export const markAcknowledged = (db: Database, id: string): void => {
  db.prepare('UPDATE ordre SET accuse = 1 WHERE id = ?').run(id);
};

const count = z.object({ n: z.number() });
const countOf = (db: Database, sql: string, flux: string): number => count.parse(db.prepare(sql).get(flux)).n;

const patienceDays = 7;
const dayMs = 86_400_000;
/** Orders that bear no delay: what they protect is worth more than an unsent note. */
const urgent = new Set(['purge', 'effacement']);

/**
 * Whether an order may empty its flux now. The end of a right, or a poste handed back, waits until what was done before it has been answered,
 * seven days at most: the server still takes it for thirty.
 */
export function isReady(db: Database, order: OrderRow, serverNow: string): boolean {
  if (urgent.has(order.raison)) return true;
  if (Date.parse(serverNow) - Date.parse(order.des_le) > patienceDays * dayMs) return true;
  return (
    countOf(db, "SELECT count(*) AS n FROM saisie WHERE flux = ? AND etat IN ('a_envoyer', 'en_vol')", order.flux) === 0
  );
}

/** What a deletion would lose, to be shown before and acknowledged after. */
export const countUnsent = (db: Database, flux: string): number =>
  countOf(db, "SELECT count(*) AS n FROM saisie WHERE flux = ? AND etat IN ('a_envoyer', 'en_vol', 'a_revoir')", flux);

/** Removes a flux inside the caller's transaction. Returns the dossiers and créneaux that left, to be forgotten by the projection. */
export function emptyFlux(
  db: Database,
  flux: string,
  now: string,
): { lignes: number; actesNonEnvoyes: number; dossiers: string[] } {
  const dossiers = z
    .array(z.object({ id: z.string() }))
    .parse(
      db
        .prepare(
          'SELECT dossier AS id FROM dossier_etat WHERE flux = ? UNION ALL SELECT id FROM creneau_etat WHERE flux = ?',
        )
        .all(flux, flux),
    )
    .map((row) => row.id);
  const actesNonEnvoyes = countUnsent(db, flux);
  retirerPartagesDuFlux(db, flux);
  const lignes = db.prepare('DELETE FROM ligne WHERE flux = ?').run(flux).changes;
  db.prepare("UPDATE saisie SET etat = 'squelette', corps = '{}', vide_le = ? WHERE flux = ?").run(now, flux);
  db.prepare('DELETE FROM dossier_perdu WHERE flux = ?').run(flux);
  db.prepare('DELETE FROM flux WHERE id = ?').run(flux);
  return { lignes, actesNonEnvoyes, dossiers };
}

export function markExecuted(
  db: Database,
  order: OrderRow,
  counts: { lignes: number; actesNonEnvoyes: number },
  now: string,
): void {
  db.prepare('UPDATE ordre SET execute_le = ?, lignes = ?, actes_non_envoyes = ? WHERE id = ?').run(
    now,
    counts.lignes,
    counts.actesNonEnvoyes,
    order.id,
  );
}

/** Flux whose end date the *server's* clock has passed: a poste with a wrong clock deletes nothing early. */
export const expiredFlux = (db: Database, serverNow: string): string[] =>
  z
    .array(z.object({ id: z.string() }))
    .parse(
      db
        .prepare(`SELECT id FROM flux WHERE purge_apres IS NOT NULL AND purge_apres <= ? AND ${isServerSql('id')}`)
        .all(serverNow),
    )
    .map((row) => row.id);

export const forgetOldSkeletons = (db: Database, before: string): number =>
  db.prepare("DELETE FROM saisie WHERE etat = 'squelette' AND coalesce(vide_le, fait_le) < ?").run(before).changes;
