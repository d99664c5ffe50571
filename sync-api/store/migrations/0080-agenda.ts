import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Créneaux, bookings, what the guichet is to be told of them, calendar feeds. */
export const agenda: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('creneau')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('flux_id', 'text', (column) => column.notNull().references('flux.id'))
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('genre', 'text', (column) => column.notNull())
      .addColumn('debut', 'text', (column) => column.notNull())
      .addColumn('fin', 'text', (column) => column.notNull())
      .addColumn('capacite', 'integer', (column) => column.notNull())
      .addColumn('liste_attente', 'integer', (column) => column.notNull())
      .addColumn('titre', 'text')
      .addColumn('lieu', 'text')
      .addColumn('lien', 'text')
      .addColumn('consigne', 'text')
      .addColumn('offre', 'text')
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('modifie_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('creneau_par_flux').on('creneau').columns(['flux_id', 'debut']).execute();
    await sql`create index creneau_offert on creneau (fin) where offre is not null and etat = 'prevu'`.execute(db);
    await db.schema
      .createTable('reservation')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('flux_id', 'text', (column) => column.notNull().references('flux.id'))
      .addColumn('dossier_id', 'text', (column) => column.notNull())
      .addColumn('creneau_id', 'text', (column) => column.notNull())
      .addColumn('demande_id', 'text')
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('motif', 'text')
      .addColumn('rang', 'integer', (column) => column.notNull())
      .addColumn('demandee_le', 'text', (column) => column.notNull())
      .addColumn('etat_le', 'text', (column) => column.notNull())
      .addColumn('expire_le', 'text')
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('remplace_id', 'text')
      .addColumn('empreinte_jeton', 'text', (column) => column.notNull())
      .addColumn('boite', 'text')
      .modifyEnd(sql`strict`)
      .execute();
    // One place a person at one créneau: the database itself refuses a second one.
    await sql`create unique index reservation_active on reservation (creneau_id, dossier_id)
      where etat in ('confirmee', 'attente', 'offerte', 'a_reconfirmer')`.execute(db);
    await db.schema
      .createIndex('reservation_par_creneau')
      .on('reservation')
      .columns(['creneau_id', 'etat', 'rang'])
      .execute();
    await db.schema.createIndex('reservation_par_dossier').on('reservation').column('dossier_id').execute();
    await db.schema.createIndex('reservation_par_demande').on('reservation').column('demande_id').execute();
    await db.schema.createIndex('reservation_par_flux').on('reservation').column('flux_id').execute();
    await db.schema.createIndex('reservation_par_jeton').on('reservation').column('empreinte_jeton').unique().execute();
    await sql`create index reservation_offerte on reservation (expire_le) where etat = 'offerte'`.execute(db);
    await db.schema
      .createTable('offre_a_dire')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('creneau_id', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('reservation_attendue')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('demande_id', 'text', (column) => column.notNull())
      .addColumn('creneau_id', 'text', (column) => column.notNull())
      .addColumn('origine', 'text', (column) => column.notNull())
      .addColumn('debut_vu', 'text', (column) => column.notNull())
      .addColumn('demandee_le', 'text', (column) => column.notNull())
      .addColumn('remplace_id', 'text')
      .addColumn('sequence_vue', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('reservation_attendue_par_demande')
      .on('reservation_attendue')
      .column('demande_id')
      .execute();
    await db.schema
      .createTable('abonnement_agenda')
      .addColumn('compte_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('empreinte_jeton', 'text', (column) => column.notNull().unique())
      .addColumn('cree_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    // Mails about a réservation: a reminder that is no longer true is found by it.
    await db.schema.alterTable('courriel').addColumn('reservation_id', 'text').execute();
    await db.schema.createIndex('courriel_par_reservation').on('courriel').column('reservation_id').execute();
  },
};
