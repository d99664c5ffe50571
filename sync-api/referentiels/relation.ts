import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * Finds the relation of a couple of SIRET, or makes it: a list or a demande that names an unknown couple must reach
 * its responsable all the same (PROTOCOL 1).
 *
 * @returns its id, and whether it was made now
 */
export async function ensureRelation(
  db: Kysely<Tables>,
  random: { uuid(): string },
  couple: { responsable: string; formateur: string },
  creeLe: string,
): Promise<{ id: string; creee: boolean }> {
  const known = await db
    .selectFrom('relation')
    .select('id')
    .where('siret_responsable', '=', couple.responsable)
    .where('siret_formateur', '=', couple.formateur)
    .executeTakeFirst();
  if (known !== undefined) return { id: known.id, creee: false };
  const id = random.uuid();
  await db
    .insertInto('relation')
    .values({
      id,
      siret_responsable: couple.responsable,
      siret_formateur: couple.formateur,
      email_responsable: null,
      cree_le: creeLe,
      retiree_le: null,
    })
    .execute();
  return { id, creee: true };
}
