import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which personal link a deposit was about: what is kept of it in the guichet goes with an erasure. */
export const depotsMarques: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Null for a deposit of before, of which nothing is kept, and for one of which nothing was made.
    await db.schema.alterTable('depot_pris').addColumn('marque', 'text').execute();
    await sql`create index depot_pris_par_marque on depot_pris (marque) where marque is not null`.execute(db);
  },
};
