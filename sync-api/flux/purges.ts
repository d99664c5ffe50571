import type { Kysely } from 'kysely';
import { viderJournal } from '../store/nettoyage.ts';
import type { Tables } from '../store/tables.ts';
import { type FinsDeps, purgerFlux } from './fins.ts';

/**
 * Purges every flux whose end date has passed (PROTOCOL 5). One transaction a flux: what is done stays done when the
 * next one meets the writer lock, and is not done again.
 *
 * @returns how many flux were purged
 * @throws the database's own error when the writer lock cannot be had: to be called again later
 */
export const purgerFluxEchus = async (db: Kysely<Tables>, deps: FinsDeps): Promise<number> => {
  const due = await db
    .selectFrom('flux')
    .select('id')
    .where('genre', '=', 'relation')
    .where('purge_le', 'is', null)
    .where('purge_apres', '<=', deps.clock.now().toISOString())
    .orderBy('purge_apres')
    .orderBy('id')
    .execute();
  let purged = 0;
  for (const { id } of due) if ((await purgerFlux(db, deps, id)) !== null) purged += 1;
  if (purged > 0) await viderJournal(db);
  return purged;
};
