import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The catalogue of trainings, for whom each is open, the demandes that were received, and the mails that wait.
 * A demande's words live in its row of the flux (`ligne`); here stands what finds it again, as keyed digests.
 */
export const demandes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('formation_catalogue')
      .addColumn('cle_ministere_educatif', 'text', (column) => column.primaryKey().notNull())
      .addColumn('parcoursup_id', 'text')
      .addColumn('onisep_id', 'text')
      .addColumn('intitule', 'text', (column) => column.notNull())
      .addColumn('cfd', 'text')
      .addColumn('siret_responsable', 'text', (column) => column.notNull())
      .addColumn('siret_formateur', 'text', (column) => column.notNull())
      .addColumn('raison_sociale', 'text', (column) => column.notNull())
      .addColumn('adresse', 'text')
      .addColumn('code_postal', 'text')
      .addColumn('ville', 'text')
      .addColumn('telephone', 'text')
      .addColumn('courriels_lieu', 'text', (column) => column.notNull())
      .addColumn('courriel_gestionnaire', 'text')
      .addColumn('vue_le', 'text', (column) => column.notNull())
      .addColumn('retiree_le', 'text')
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['parcoursup_id', 'onisep_id', 'siret_responsable']) {
      await db.schema
        .createIndex(`formation_catalogue_par_${column}`)
        .on('formation_catalogue')
        .column(column)
        .execute();
    }
    await db.schema
      .createTable('ouverture')
      .addColumn('cle_ministere_educatif', 'text', (column) => column.notNull())
      .addColumn('origine', 'text', (column) => column.notNull())
      .addColumn('ouverte', 'integer', (column) => column.notNull())
      .addColumn('par', 'text', (column) => column.notNull())
      .addColumn('decidee_le', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('ouverture_cle', ['cle_ministere_educatif', 'origine'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('destinataire')
      .addColumn('siret_formateur', 'text', (column) => column.notNull())
      .addColumn('cle_ministere_educatif', 'text', (column) => column.notNull())
      .addColumn('courriel', 'text', (column) => column.notNull())
      .addColumn('ajoute_le', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('destinataire_cle', ['siret_formateur', 'cle_ministere_educatif', 'courriel'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('courriel_rejete')
      .addColumn('courriel', 'text', (column) => column.primaryKey().notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('depuis_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('demande')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('flux_id', 'text', (column) => column.notNull().references('flux.id'))
      .addColumn('dossier_id', 'text', (column) => column.notNull())
      .addColumn('cle_ministere_educatif', 'text', (column) => column.notNull())
      .addColumn('origine', 'text', (column) => column.notNull())
      .addColumn('mode', 'text', (column) => column.notNull())
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('cle_courriel', 'text')
      .addColumn('cle_telephone', 'text')
      .addColumn('empreinte_jeton', 'text', (column) => column.notNull())
      .addColumn('recue_le', 'text', (column) => column.notNull())
      .addColumn('echeance', 'text', (column) => column.notNull())
      .addColumn('repondue_le', 'text')
      .addColumn('annulee_le', 'text')
      .modifyEnd(sql`strict`)
      .execute();
    // Same person, same training, still open: the database itself refuses a second one.
    for (const column of ['cle_courriel', 'cle_telephone']) {
      await db.schema
        .createIndex(`demande_ouverte_par_${column}`)
        .on('demande')
        .columns([column, 'cle_ministere_educatif'])
        .unique()
        .where(sql<boolean>`etat = 'ouverte' and ${sql.ref(column)} is not null`)
        .execute();
    }
    await db.schema.createIndex('demande_par_courriel').on('demande').columns(['flux_id', 'cle_courriel']).execute();
    await db.schema.createIndex('demande_par_dossier').on('demande').column('dossier_id').execute();
    await db.schema.createIndex('demande_par_echeance').on('demande').columns(['etat', 'echeance']).execute();
    await db.schema.createIndex('demande_par_jeton').on('demande').column('empreinte_jeton').unique().execute();
    await db.schema
      .createTable('depot_pris')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('pris_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('depot_a_confirmer')
      .addColumn('empreinte_jeton', 'text', (column) => column.primaryKey().notNull())
      .addColumn('corps', 'text', (column) => column.notNull())
      .addColumn('cle_courriel', 'text', (column) => column.notNull())
      .addColumn('cle_telephone', 'text', (column) => column.notNull())
      .addColumn('expire_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    // What the guichet still has to be told of personal links; told in order, forgotten once it is written there.
    await db.schema
      .createTable('suivi_a_dire')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('empreinte_jeton', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    // One row, counted up by whoever changes the catalogue or an opening: the server publishes again when it moved.
    await db.schema
      .createTable('catalogue_version')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`insert into catalogue_version (id, version) values (1, 0)`.execute(db);
    await db.schema
      .createTable('courriel')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('genre', 'text', (column) => column.notNull())
      .addColumn('demande_id', 'text')
      .addColumn('flux_id', 'text')
      .addColumn('dossier_id', 'text')
      .addColumn('destinataire', 'text')
      .addColumn('donnees', 'text', (column) => column.notNull())
      .addColumn('etat', 'text', (column) => column.notNull())
      .addColumn('envoyable_le', 'text', (column) => column.notNull())
      .addColumn('essais', 'integer', (column) => column.notNull())
      .addColumn('cree_le', 'text', (column) => column.notNull())
      .addColumn('fini_le', 'text')
      .addColumn('code', 'text')
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('courriel_a_envoyer').on('courriel').columns(['etat', 'envoyable_le', 'id']).execute();
    await db.schema.createIndex('courriel_par_message_id').on('courriel').column('message_id').unique().execute();
    await db.schema.createIndex('courriel_par_demande').on('courriel').column('demande_id').execute();
    await db.schema.createIndex('courriel_par_dossier').on('courriel').column('dossier_id').execute();
    await db.schema
      .createIndex('courriel_par_destinataire')
      .on('courriel')
      .columns(['destinataire', 'cree_le'])
      .execute();
    await db.schema
      .createTable('retour_lu')
      .addColumn('fichier', 'text', (column) => column.primaryKey().notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('empreinte', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    // The halves of a merge, so that the second one can be known to cross two flux (SECURITY, Qui).
    await db.schema
      .createTable('lien_moitie')
      .addColumn('lien_id', 'text', (column) => column.notNull())
      .addColumn('acte_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('flux_id', 'text', (column) => column.notNull())
      .addColumn('dossier_id', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('lien_moitie_par_lien').on('lien_moitie').column('lien_id').execute();
  },
};
