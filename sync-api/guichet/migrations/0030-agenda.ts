import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Créneaux that families are offered, and the pages of their réservations. Nobody is named in either. */
export const agenda: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await elargir(db);
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
    await sql`create index suivi_reservation_avec_lien on suivi_reservation (fin) where lien is not null`.execute(db);
  },
};

/** SQLite cannot change a check: the two tables whose values grew are made again, deposits in their order of arrival. */
async function elargir(db: Kysely<unknown>): Promise<void> {
  await sql`alter table depot rename to depot_avant`.execute(db);
  await db.schema
    .createTable('depot')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('genre', 'text', (column) =>
      column.notNull().check(sql`genre in ('demande', 'confirmation', 'changement', 'annulation', 'reservation')`),
    )
    .addColumn('corps', 'text', (column) => column.notNull())
    .addColumn('depose_le', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await sql`insert into depot select id, genre, corps, depose_le from depot_avant order by rowid`.execute(db);
  await sql`drop table depot_avant`.execute(db);
  // The places that deposits ask for are counted each time a page shows them (creneaux-publics.ts).
  await sql`create index depot_par_creneau on depot
    (case when json_valid(corps) then json_extract(corps, '$.creneau.id') end)`.execute(db);
  await sql`alter table suivi rename to suivi_avant`.execute(db);
  await db.schema
    .createTable('suivi')
    .addColumn('empreinte_jeton', 'text', (column) => column.primaryKey().notNull())
    .addColumn('intitule', 'text', (column) => column.notNull())
    .addColumn('raison_sociale', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull().check(sql`mode in ('rappel', 'message', 'creneau')`))
    .addColumn('souhaits', 'text', (column) => column.notNull())
    .addColumn('etat', 'text', (column) => column.notNull().check(sql`etat in ('ouverte', 'repondue', 'annulee')`))
    .addColumn('recue_le', 'text', (column) => column.notNull())
    .addColumn('fuseau', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await sql`insert into suivi
    select empreinte_jeton, intitule, raison_sociale, mode, souhaits, etat, recue_le, fuseau from suivi_avant`.execute(
    db,
  );
  await sql`drop table suivi_avant`.execute(db);
}
