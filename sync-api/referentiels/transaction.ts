import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { OptionsReferentiel } from './bilan.ts';

/**
 * Runs the writes of a reference import in one transaction. A simulation runs the very same writes, then undoes them:
 * what it tells is what the import would do, not what another code believes.
 */
export async function ecrireOuSimuler<T>(
  db: Kysely<Tables>,
  { simuler = false }: OptionsReferentiel,
  work: (trx: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  if (!simuler) return await db.transaction().execute(work);
  const trx = await db.startTransaction().execute();
  try {
    return await work(trx);
  } finally {
    await trx.rollback().execute();
  }
}
