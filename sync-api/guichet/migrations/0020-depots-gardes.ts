import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Deposits that were taken, sealed for the server alone: a base put back from a backup asks for them again. */
export const depotsGardes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('depot_garde')
      .addColumn('rang', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('scelle', 'text', (column) => column.notNull())
      .addColumn('pris_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
