import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import type { Tables } from './tables.ts';

/**
 * Reads the one row `serveur`, made at the first start.
 *
 * @returns `epoque` (uuid) and `secretIne` (64 hexadecimal digits, the HMAC key of INEs)
 */
export async function ensureServeur(
  db: Kysely<Tables>,
  clock: Clock,
  random: Random,
): Promise<{ epoque: string; secretIne: string }> {
  await db
    .insertInto('serveur')
    .values({
      id: 1,
      epoque: random.uuid(),
      cree_le: clock.now().toISOString(),
      secret_ine: Buffer.from(random.bytes(32)).toString('hex'),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await db.selectFrom('serveur').select(['epoque', 'secret_ine']).executeTakeFirstOrThrow();
  return { epoque: row.epoque, secretIne: row.secret_ine };
}

/** To be called once after a backup was put back: postes then offer again what the backup lacks (PROTOCOL 3). */
export async function renewEpoque(db: Kysely<Tables>, random: Random): Promise<string> {
  const epoque = random.uuid();
  await db.updateTable('serveur').set({ epoque }).execute();
  return epoque;
}
