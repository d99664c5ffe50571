import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Appends to the audit table `journal`: operator and security events.
 *
 * @param objet an opaque id, never a name, an address or a token
 */
export async function audit(
  db: Kysely<Tables>,
  entry: { le: Date; code: string; objet?: string; nombre?: number },
): Promise<void> {
  await db
    .insertInto('journal')
    .values({
      le: entry.le.toISOString(),
      code: entry.code,
      objet: entry.objet ?? null,
      nombre: entry.nombre ?? null,
    })
    .execute();
}
