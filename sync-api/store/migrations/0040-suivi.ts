import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the operator follows: which list reached whom, what left the postes, and the figures by relation.
 * No foreign key: a proof of reception outlives the délégation, the poste and the flux that it speaks of.
 */
export const suivi: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('reception')
      .addColumn('transmission_id', 'text', (column) => column.notNull())
      .addColumn('poste_id', 'text', (column) => column.notNull())
      .addColumn('compte_id', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('flux_id', 'text', (column) => column.notNull())
      .addColumn('numero', 'integer', (column) => column.notNull())
      .addColumn('transmise_le', 'text', (column) => column.notNull())
      .addColumn('recu_le', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('reception_cle', ['transmission_id', 'poste_id'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('reception_par_flux_id').on('reception').columns(['flux_id', 'compte_id']).execute();
    await db.schema
      .createTable('trace')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('compte_id', 'text', (column) => column.notNull())
      .addColumn('poste_id', 'text', (column) => column.notNull())
      .addColumn('genre', 'text', (column) => column.notNull())
      .addColumn('format', 'text', (column) => column.notNull())
      .addColumn('portee', 'text', (column) => column.notNull())
      .addColumn('nombre', 'integer', (column) => column.notNull())
      .addColumn('flux', 'text', (column) => column.notNull())
      .addColumn('operateur', 'text')
      .addColumn('fait_le', 'text', (column) => column.notNull())
      .addColumn('recue_le', 'text', (column) => column.notNull())
      .addColumn('empreinte_corps', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('trace_par_recue_le').on('trace').columns(['recue_le', 'id']).execute();
    await db.schema
      .createTable('bilan_relation')
      .addColumn('flux_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('campagne', 'integer', (column) => column.notNull())
      .addColumn('signature', 'text', (column) => column.notNull())
      .addColumn('voeux', 'integer', (column) => column.notNull())
      .addColumn('recus', 'integer', (column) => column.notNull())
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('par', 'text')
      .addColumn('accueils', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('bilan_relation_par_campagne').on('bilan_relation').columns(['campagne']).execute();
    await db.schema
      .createTable('bilan_apprenants')
      .addColumn('campagne', 'integer', (column) => column.notNull())
      .addColumn('academie_code', 'text', (column) => column.notNull())
      .addColumn('signature', 'text', (column) => column.notNull())
      .addColumn('nombre', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('bilan_apprenants_cle', ['campagne', 'academie_code'])
      .modifyEnd(sql`strict`)
      .execute();
    // What moves the vœux of a flux beside a list: an erasure. A few rows in the year; the others cost nothing.
    await db.schema
      .createIndex('ligne_tombstones')
      .on('ligne')
      .columns(['flux_id', 'seq'])
      .where(sql<boolean>`type = 'tombstone'`)
      .execute();
  },
};
