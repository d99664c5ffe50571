import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The offre de formation of Affelnet: what a vœu's offer is, when the line alone does not say. */
export const formations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('formation')
      .addColumn('academie_code', 'text', (column) => column.notNull())
      .addColumn('code_offre', 'text', (column) => column.notNull())
      .addColumn('cle_ministere_educatif', 'text')
      .addColumn('uai', 'text')
      .addColumn('siret_responsable', 'text')
      .addColumn('siret_formateur', 'text')
      .addColumn('uai_responsable', 'text')
      .addColumn('uai_formateur', 'text')
      .addColumn('type_etablissement', 'text')
      .addColumn('capacite', 'integer')
      .addPrimaryKeyConstraint('formation_cle', ['academie_code', 'code_offre'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
