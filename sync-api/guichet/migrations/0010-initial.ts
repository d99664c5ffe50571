import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Offers, deposits on their way, what a personal link may show, and when the server last came by. */
export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('formation')
      .addColumn('cle_ministere_educatif', 'text', (column) => column.primaryKey().notNull())
      .addColumn('parcoursup_id', 'text')
      .addColumn('onisep_id', 'text')
      .addColumn('intitule', 'text', (column) => column.notNull())
      .addColumn('cfd', 'text')
      .addColumn('siret_formateur', 'text', (column) => column.notNull())
      .addColumn('raison_sociale', 'text', (column) => column.notNull())
      .addColumn('adresse', 'text')
      .addColumn('code_postal', 'text')
      .addColumn('ville', 'text')
      .addColumn('origines', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`create index formation_par_parcoursup_id on formation (parcoursup_id) where parcoursup_id is not null`.execute(
      db,
    );
    await sql`create index formation_par_onisep_id on formation (onisep_id) where onisep_id is not null`.execute(db);
    await db.schema
      .createTable('depot')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('genre', 'text', (column) =>
        column.notNull().check(sql`genre in ('demande', 'confirmation', 'changement', 'annulation')`),
      )
      .addColumn('corps', 'text', (column) => column.notNull())
      .addColumn('depose_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('suivi')
      .addColumn('empreinte_jeton', 'text', (column) => column.primaryKey().notNull())
      .addColumn('intitule', 'text', (column) => column.notNull())
      .addColumn('raison_sociale', 'text', (column) => column.notNull())
      .addColumn('mode', 'text', (column) => column.notNull().check(sql`mode in ('rappel', 'message')`))
      .addColumn('souhaits', 'text', (column) => column.notNull())
      .addColumn('etat', 'text', (column) => column.notNull().check(sql`etat in ('ouverte', 'repondue', 'annulee')`))
      .addColumn('recue_le', 'text', (column) => column.notNull())
      .addColumn('fuseau', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('passage')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull().check(sql`id = 1`))
      .addColumn('vu_le', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
