import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What an import prepares is written out of sight: marked on its flux, and told apart from another import's. */
export const scene: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Staging now lives in a file of each import (store/scene.ts): nothing of it is worth keeping.
    await db.schema.dropTable('voeu_arrivee').execute();
    await db.schema.alterTable('flux').addColumn('en_scene', 'text').execute();
    await db.schema
      .createIndex('flux_par_en_scene')
      .on('flux')
      .column('en_scene')
      .where(sql<boolean>`en_scene is not null`)
      .execute();
    await db.schema
      .createTable('import_en_cours')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('extraction_id', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    // « Première liste ou mise à jour ? » is asked of each relation: the rows of a flux are many, these are few.
    await db.schema
      .createIndex('ligne_transmissions')
      .on('ligne')
      .column('flux_id')
      .where(sql<boolean>`type = 'transmission'`)
      .execute();
  },
};
