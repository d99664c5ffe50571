import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { dossierLigne } from '../../../shared/contract/lignes.ts';
import { acte } from '../../../shared/domain/actes/acte.ts';
import type { OrphanRow } from './outbox.ts';

/**
 * A server restored from a backup older than a list no longer knows the dossiers of that list. When the list is
 * imported again the same people come back under other ids, since ids are random. What was logged for them and is on
 * its way follows the person: same acte, same flux, the dossier that now carries the same INE.
 */
export function rememberLost(db: Database, flux: string, gone: OrphanRow[]): void {
  const insert = db.prepare('INSERT OR REPLACE INTO dossier_perdu (dossier, flux, ine) VALUES (?, ?, ?)');
  for (const row of gone) {
    if (row.type !== 'dossier') continue;
    const body = dossierLigne.safeParse(JSON.parse(row.corps));
    if (body.success && body.data.ine !== null) insert.run(row.id, flux, body.data.ine);
  }
}

const match = z.object({ old: z.string(), now: z.string() });
const waiting = z.object({ acte: z.string(), corps: z.string() });

/** Runs in the transaction that reaches the head of a flux. Returns the dossiers to fold again. */
export function followLost(db: Database, flux: string): Set<string> {
  const moved = new Set<string>();
  const found = z.array(match).parse(
    db
      .prepare(
        `SELECT perdu.dossier AS old, etat.dossier AS now FROM dossier_perdu perdu
         JOIN dossier_etat etat ON etat.ine = perdu.ine AND etat.flux = perdu.flux AND etat.dossier <> perdu.dossier
         JOIN ligne ON ligne.id = etat.dossier AND ligne.type = 'dossier'
         WHERE perdu.flux = ?`,
      )
      .all(flux),
  );
  const saisies = db.prepare("SELECT acte, corps FROM saisie WHERE dossier = ? AND etat IN ('a_envoyer', 'a_revoir')");
  const retarget = db.prepare('UPDATE saisie SET dossier = ?, corps = ?, reessayer_le = NULL WHERE acte = ?');
  const forget = db.prepare('DELETE FROM dossier_perdu WHERE dossier = ?');
  for (const { old, now } of found) {
    for (const row of z.array(waiting).parse(saisies.all(old))) {
      const body = acte.parse(JSON.parse(row.corps));
      retarget.run(now, JSON.stringify({ ...body, dossier: now }), row.acte);
    }
    forget.run(old);
    moved.add(old);
    moved.add(now);
  }
  return moved;
}
