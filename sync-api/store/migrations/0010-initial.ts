import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Shape = Record<string, string>;

/**
 * One declaration per column: `text` or `integer`, `?` when it may be null, `*` when it is the primary key,
 * `>table.column` for a reference. Kept this short so that the list reads like tables.ts beside it.
 */
const shapes: Record<string, Shape> = {
  serveur: { id: 'integer*', epoque: 'text', cree_le: 'text', secret_ine: 'text' },
  compte: {
    id: 'text*',
    identifiant: 'text',
    email: 'text?',
    role: 'text',
    nom: 'text',
    siret: 'text?',
    mot_de_passe: 'text?',
    statut: 'text',
    flux_compte: 'text',
    cree_le: 'text',
  },
  invitation: { empreinte_jeton: 'text*', compte_id: 'text>compte.id', expire_le: 'text', utilisee_le: 'text?' },
  relation: {
    id: 'text*',
    siret_responsable: 'text',
    siret_formateur: 'text',
    email_responsable: 'text?',
    cree_le: 'text',
    retiree_le: 'text?',
  },
  delegation: {
    id: 'text*',
    compte_id: 'text>compte.id',
    relation_id: 'text>relation.id',
    debut_le: 'text',
    fin_le: 'text?',
  },
  poste: {
    id: 'text*',
    compte_id: 'text>compte.id',
    nom: 'text',
    jkt: 'text',
    grant_id: 'text',
    cree_le: 'text',
    vu_le: 'text?',
    connecte_le: 'text?',
    revoque_le: 'text?',
    revocation: 'text?',
  },
  operateur: { id: 'text*', compte_id: 'text>compte.id', cree_le: 'text' },
  enrolement: {
    empreinte_code: 'text*',
    repere: 'text',
    compte_id: 'text>compte.id',
    expire_le: 'text',
    essais: 'integer',
    utilise_le: 'text?',
    poste_id: 'text?',
  },
  oidc_objet: {
    type: 'text*',
    id: 'text*',
    charge: 'text',
    grant_id: 'text?',
    uid: 'text?',
    user_code: 'text?',
    consomme_le: 'text?',
    expire_le: 'text?',
  },
  preuve_vue: { jti: 'text*', expire_le: 'text' },
  etablissement: {
    siret: 'text*',
    uai: 'text?',
    raison_sociale: 'text',
    enseigne: 'text?',
    adresse: 'text?',
    code_postal: 'text?',
    ville: 'text?',
    academie_code: 'text?',
  },
  mef: { mef: 'text*', libelle: 'text', code_formation_diplome: 'text' },
  flux: {
    id: 'text*',
    genre: 'text',
    relation_id: 'text?',
    siret_responsable: 'text?',
    compte_id: 'text?',
    campagne: 'integer?',
    tete: 'integer',
    nombre: 'integer',
    empreinte: 'text',
    plancher: 'integer',
    purge_apres: 'text?',
    purge_le: 'text?',
    dernier_recu_le: 'text?',
  },
  ligne: {
    flux_id: 'text*>flux.id',
    id: 'text*',
    seq: 'integer',
    type: 'text',
    v: 'integer',
    dossier_id: 'text?',
    corps: 'text',
  },
  acte: {
    id: 'text*',
    flux_id: 'text>flux.id',
    dossier_id: 'text',
    compte_id: 'text?',
    poste_id: 'text?',
    empreinte_corps: 'text',
    seq: 'integer',
    recu_le: 'text',
    effet: 'text',
  },
  dossier: { id: 'text*', flux_id: 'text>flux.id', cle_ine: 'text?', efface_le: 'text?' },
  opposition: { siret_responsable: 'text*', cle_ine: 'text*', depuis_le: 'text' },
  voeu: {
    id: 'text*',
    campagne: 'integer',
    academie_code: 'text',
    ine: 'text',
    code_offre: 'text',
    flux_id: 'text?',
    dossier_id: 'text?',
    empreinte_ligne: 'text',
    etat: 'text',
    cree_le: 'text',
    modifie_le: 'text',
  },
  extraction: {
    id: 'text*',
    recue_le: 'text',
    campagne: 'integer',
    fichier_empreinte: 'text',
    total: 'integer',
    bilan: 'text',
  },
  voeu_arrivee: {
    extraction_id: 'text*',
    numero_ligne: 'integer*',
    academie_code: 'text',
    ine: 'text',
    code_offre: 'text',
    etat: 'text',
    siret_responsable: 'text?',
    siret_formateur: 'text?',
    empreinte_ligne: 'text',
    dossier: 'text',
    voeu: 'text',
  },
  recu: {
    poste_id: 'text*',
    flux_id: 'text*',
    compte_id: 'text',
    tete: 'integer',
    nombre: 'integer',
    verdict: 'text',
    recu_le: 'text',
  },
  ordre: {
    id: 'text*',
    poste_id: 'text>poste.id',
    flux_id: 'text',
    raison: 'text',
    des_le: 'text',
    accuse_le: 'text?',
    lignes: 'integer?',
    actes_non_envoyes: 'integer?',
  },
};

const indexes: { table: string; columns: string[]; unique?: boolean; where?: string }[] = [
  { table: 'compte', columns: ['identifiant'], unique: true },
  { table: 'invitation', columns: ['compte_id'] },
  { table: 'relation', columns: ['siret_responsable', 'siret_formateur'], unique: true },
  { table: 'relation', columns: ['siret_formateur'] },
  { table: 'delegation', columns: ['compte_id'] },
  { table: 'delegation', columns: ['relation_id'] },
  { table: 'poste', columns: ['compte_id'] },
  { table: 'poste', columns: ['jkt'], unique: true },
  { table: 'poste', columns: ['grant_id'], unique: true },
  { table: 'enrolement', columns: ['compte_id'] },
  { table: 'oidc_objet', columns: ['grant_id'] },
  { table: 'oidc_objet', columns: ['uid'] },
  { table: 'oidc_objet', columns: ['expire_le'] },
  { table: 'preuve_vue', columns: ['expire_le'] },
  { table: 'flux', columns: ['relation_id', 'campagne'], unique: true, where: "genre = 'relation'" },
  { table: 'flux', columns: ['siret_responsable'], unique: true, where: "genre = 'organisme'" },
  { table: 'flux', columns: ['compte_id'], unique: true, where: "genre = 'compte'" },
  { table: 'ligne', columns: ['flux_id', 'seq'], unique: true },
  { table: 'ligne', columns: ['dossier_id'] },
  { table: 'acte', columns: ['dossier_id'] },
  { table: 'acte', columns: ['flux_id', 'seq'] },
  {
    table: 'dossier',
    columns: ['flux_id', 'cle_ine'],
    unique: true,
    where: 'cle_ine is not null and efface_le is null',
  },
  { table: 'dossier', columns: ['cle_ine'] },
  { table: 'voeu', columns: ['campagne', 'academie_code', 'ine', 'code_offre'], unique: true },
  { table: 'voeu', columns: ['flux_id', 'ine'] },
  { table: 'voeu_arrivee', columns: ['extraction_id', 'academie_code', 'ine', 'code_offre'], unique: true },
  { table: 'voeu_arrivee', columns: ['extraction_id', 'siret_responsable', 'siret_formateur', 'ine'] },
  { table: 'ordre', columns: ['poste_id'] },
];

function addColumn(
  builder: CreateTableBuilder<string, string>,
  name: string,
  declaration: string,
): CreateTableBuilder<string, string> {
  const [kind = '', reference] = declaration.split('>');
  const type = kind.startsWith('integer') ? 'integer' : 'text';
  return builder.addColumn(name, type, (column) => {
    const typed = kind.endsWith('?') ? column : column.notNull();
    return reference === undefined ? typed : typed.references(reference);
  });
}

async function createTable(db: Kysely<unknown>, name: string, shape: Shape): Promise<void> {
  const columns = Object.entries(shape);
  const primaryKey = columns.filter(([, kind]) => kind.includes('*')).map(([column]) => column);
  const [first = '', ...others] = primaryKey;
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, kind] of columns) builder = addColumn(builder, column, kind);
  await builder
    .addPrimaryKeyConstraint(`${name}_cle`, [first, ...others])
    .modifyEnd(sql`strict`)
    .execute();
}

export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, shape] of Object.entries(shapes)) await createTable(db, name, shape);
    await db.schema
      .createTable('journal')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('le', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('objet', 'text')
      .addColumn('nombre', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    for (const { table, columns, unique, where } of indexes) {
      let builder = db.schema
        .createIndex(`${table}_par_${columns.join('_')}`)
        .on(table)
        .columns(columns);
      if (unique === true) builder = builder.unique();
      await (where === undefined ? builder : builder.where(sql<boolean>`${sql.raw(where)}`)).execute();
    }
  },
};
