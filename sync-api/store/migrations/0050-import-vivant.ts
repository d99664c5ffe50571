import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An import says that it is alive: another one is refused meanwhile, and what a killed one left has an end. */
export const importVivant: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Null for a row of before: nobody knows, so nobody waits for it.
    await db.schema.alterTable('import_en_cours').addColumn('vu_le', 'text').execute();
  },
};
