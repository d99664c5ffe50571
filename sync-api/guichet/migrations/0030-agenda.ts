import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Créneaux that families are offered, and the pages of their réservations. Nobody is named in either. */
export const agenda: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('creneau_offert')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('genre', 'text', (column) => column.notNull())
      .addColumn('titre', 'text')
      .addColumn('debut', 'text', (column) => column.notNull())
      .addColumn('fin', 'text', (column) => column.notNull())
      .addColumn('fuseau', 'text', (column) => column.notNull())
      .addColumn('lieu', 'text')
      .addColumn('en_ligne', 'integer', (column) => column.notNull())
      .addColumn('capacite', 'integer', (column) => column.notNull())
      .addColumn('libres', 'integer', (column) => column.notNull())
      .addColumn('liste_attente', 'integer', (column) => column.notNull())
      .addColumn('origines', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('creneau_formation')
      .addColumn('cle_ministere_educatif', 'text', (column) => column.notNull())
      .addColumn('debut', 'text', (column) => column.notNull())
      .addColumn('creneau_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('creneau_formation_cle', ['cle_ministere_educatif', 'debut', 'creneau_id'])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema.createIndex('creneau_formation_par_creneau').on('creneau_formation').column('creneau_id').execute();
    await db.schema
      .createTable('suivi_reservation')
      .addColumn('empreinte_jeton', 'text', (column) => column.primaryKey().notNull())
      .addColumn('cle_ministere_educatif', 'text')
      .addColumn('origine', 'text')
      .addColumn('intitule', 'text')
      .addColumn('raison_sociale', 'text', (column) => column.notNull())
      .addColumn('creneau_id', 'text', (column) => column.notNull())
      .addColumn('genre', 'text', (column) => column.notNull())
      .addColumn('titre', 'text')
      .addColumn('debut', 'text', (column) => column.notNull())
      .addColumn('fin', 'text', (column) => column.notNull())
      .addColumn('fuseau', 'text', (column) => column.notNull())
      .addColumn('lieu', 'text')
      .addColumn('lien', 'text')
      .addColumn('consigne', 'text')
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('motif', 'text')
      .addColumn('expire_le', 'text')
      .modifyEnd(sql`strict`)
      .execute();
  },
};
