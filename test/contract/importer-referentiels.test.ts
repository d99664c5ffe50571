import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { etablissementLigne } from '../../shared/contract/lignes.ts';
import { importerEtablissements } from '../../sync-api/referentiels/etablissements.ts';
import { importerMef } from '../../sync-api/referentiels/mef.ts';
import { importerRelations } from '../../sync-api/referentiels/relations.ts';
import { bytes, dump, importLignes, juin, ligneDe, openTestBase } from '../support/extraction.ts';

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const responsable = '99998000600012';
const formateurs = ['99998000600020', '99998200200019'] as const;

const mef = (text: string) => importerMef(base.db, bytes(text));
const etablissements = (text: string) => importerEtablissements(base.db, base.random, bytes(text));
const relations = (text: string) => importerRelations(base, bytes(text), juin);

const header = 'siret;uai;raison_sociale;enseigne;adresse;code_postal;ville;academie';
const saintPaul = `${formateurs[1]};;CFA;;27 chemin des Épices;97460;SAINT-PAUL;La Réunion`;
const published = async () =>
  (await base.db.selectFrom('ligne').selectAll().where('type', '=', 'etablissement').execute()).map(({ corps }) =>
    etablissementLigne.parse(JSON.parse(corps)),
  );

const rowsByTable = async (db: typeof base.db): Promise<Record<string, string[]>> =>
  z.record(z.string(), z.array(z.string())).parse(JSON.parse(await dump(db)));

/** What people and postes left in a relation since its list came. */
async function liveOn(
  db: typeof base.db,
  { fluxId, relationId, dossierId }: { fluxId: string; relationId: string; dossierId: string },
): Promise<void> {
  const le = '2026-06-09T08:00:00.000Z';
  const compte = { id: 'compte-1', identifiant: 'admissions@example.org', email: 'admissions@example.org', nom: 'CFA' };
  await db
    .insertInto('compte')
    .values({
      ...compte,
      role: 'delegue',
      siret: null,
      mot_de_passe: null,
      statut: 'actif',
      flux_compte: 'f',
      cree_le: le,
    })
    .execute();
  await db
    .insertInto('poste')
    .values({
      id: 'poste-1',
      compte_id: compte.id,
      nom: 'Accueil',
      jkt: 'jkt',
      grant_id: 'grant',
      cree_le: le,
      vu_le: le,
      connecte_le: le,
      revoque_le: null,
      revocation: null,
    })
    .execute();
  await db
    .insertInto('delegation')
    .values({ id: 'delegation-1', compte_id: compte.id, relation_id: relationId, debut_le: le, fin_le: null })
    .execute();
  await db
    .insertInto('recu')
    .values({
      poste_id: 'poste-1',
      flux_id: fluxId,
      compte_id: compte.id,
      tete: 1,
      nombre: 1,
      verdict: 'egal',
      recu_le: le,
    })
    .execute();
  await db
    .insertInto('acte')
    .values({
      id: 'acte-1',
      flux_id: fluxId,
      dossier_id: dossierId,
      compte_id: compte.id,
      poste_id: 'poste-1',
      empreinte_corps: 'e',
      seq: 99,
      recu_le: le,
      effet: 'aucun',
    })
    .execute();
}

describe('importer-mef', () => {
  const text = '"MEF"|"LIBELLE_LONG"|"FORMATION_DIPLOME"\n22122134310|CUISINE "A"|50022137\n';

  it('reads the BCN format, keeps ten digits and drops the quotes', async () => {
    expect(await mef(text)).toMatchObject({ total: 1, crees: 1 });
    expect(await base.db.selectFrom('mef').selectAll().execute()).toEqual([
      { mef: '2212213431', libelle: 'CUISINE A', code_formation_diplome: '50022137' },
    ]);
  });

  it('changes nothing twice, corrects what changed and never removes', async () => {
    await mef(text);
    const before = await dump(base.db);
    expect(await mef(text)).toMatchObject({ inchanges: 1, crees: 0 });
    expect(await dump(base.db)).toBe(before);
    expect(await mef('MEF|LIBELLE_LONG|FORMATION_DIPLOME\n2413340421|SERVICE|50033445\n')).toMatchObject({ crees: 1 });
    expect(await base.db.selectFrom('mef').selectAll().execute()).toHaveLength(2);
  });

  it('reports a wrong line and keeps the others', async () => {
    const bilan = await mef('MEF|LIBELLE_LONG|FORMATION_DIPLOME\nabc|X|50022137\n2212213431|CUISINE|50022137\n');
    expect(bilan).toMatchObject({
      total: 2,
      crees: 1,
      invalides: 1,
      anomalies: [{ ligne: 2, champ: 'MEF', type: 'format' }],
    });
  });

  it.each([
    ['MEF|LIBELLE_LONG\n1|2\n', 'ENTETE_INATTENDU'],
    ['MEF;LIBELLE_LONG;FORMATION_DIPLOME\n1;2;3\n', 'SEPARATEUR_INATTENDU'],
    ['', 'FICHIER_VIDE'],
  ])('refuses %j', async (content, code) => {
    await mef(text);
    const before = await dump(base.db);
    await expect(mef(content)).rejects.toMatchObject({ code });
    expect(await dump(base.db)).toBe(before);
  });
});

describe('a simulation', () => {
  const files: [string, (simuler: boolean, next: boolean) => Promise<unknown>, object][] = [
    [
      'importer-mef',
      (simuler, next) =>
        importerMef(
          base.db,
          bytes(`MEF|LIBELLE_LONG|FORMATION_DIPLOME\n2212213431|${next ? 'CUISINIER' : 'CUISINE'}|50022137\n`),
          { simuler },
        ),
      { modifies: 1, changements: [{ cle: '2212213431', genre: 'modification' }] },
    ],
    [
      'importer-etablissements',
      (simuler, next) =>
        importerEtablissements(
          base.db,
          base.random,
          bytes(`${header}\n${saintPaul}\n${next ? `${responsable};;CFA;;;;;\n` : ''}`),
          { simuler },
        ),
      { crees: 1, inchanges: 1, changements: [{ cle: responsable, genre: 'ajout' }] },
    ],
    [
      'importer-relations',
      (simuler, next) =>
        importerRelations(
          base,
          bytes(
            `siret_responsable;email_responsable;siret_formateurs\n${responsable};${next ? 'cfa@example.org' : ''};${formateurs.join(',')}${next ? ',99998100400016' : ''}\n`,
          ),
          juin,
          { simuler },
        ),
      {
        crees: 1,
        modifies: 2,
        changements: [
          { cle: `${responsable}-${formateurs[0]}`, genre: 'modification' },
          { cle: `${responsable}-${formateurs[1]}`, genre: 'modification' },
          { cle: `${responsable}-99998100400016`, genre: 'ajout' },
        ],
      },
    ],
  ];
  it.each(files)(
    'of %s tells what would change and writes nothing, then the import does it',
    async (_name, run, told) => {
      await run(false, false);
      const before = await dump(base.db);
      expect(await run(true, true)).toMatchObject({ ...told, simulation: true });
      expect(await dump(base.db)).toBe(before);
      const { changements: _listed, ...counts } = { changements: [], ...told };
      expect(await run(false, true)).toMatchObject({ ...counts, changements: [], simulation: false });
      expect(await dump(base.db)).not.toBe(before);
    },
  );
});

describe('importer-relations and importer-etablissements', () => {
  const file = `siret_responsable;email_responsable;siret_formateurs\n${responsable};Direction@Example.org;${formateurs.join(',')}\n`;

  it('makes the couples and their flux, and loses nothing when the file names them no more', async () => {
    expect(await relations(file)).toMatchObject({ total: 1, crees: 2, absentes: 0 });
    await importLignes(base, [ligneDe({ ine: '240000001AB' })]);
    const before = await dump(base.db);
    expect(await relations(file)).toMatchObject({ crees: 0, modifies: 0, inchanges: 2 });
    expect(await dump(base.db)).toBe(before);
    const other = file.replace(formateurs.join(','), '99998100400016');
    expect(await relations(other)).toMatchObject({ crees: 1, absentes: 2 });
    expect(await base.db.selectFrom('voeu').selectAll().execute()).toHaveLength(1);
    expect(await base.db.selectFrom('relation').selectAll().where('retiree_le', 'is', null).execute()).toHaveLength(3);
  });

  it('keeps the address of a couple that is told twice, whichever line has it', async () => {
    const twice = (first: string, second: string): string =>
      `siret_responsable;email_responsable;siret_formateurs\n${[first, second]
        .map((email) => `${responsable};${email};${formateurs[0]}`)
        .join('\n')}\n`;
    const email = async () =>
      (await base.db.selectFrom('relation').select('email_responsable').executeTakeFirstOrThrow()).email_responsable;
    expect(await relations(twice('un@example.org', ''))).toMatchObject({ total: 2, crees: 1 });
    expect(await email()).toBe('un@example.org');
    await relations(twice('', 'deux@example.org'));
    expect(await email()).toBe('deux@example.org');
    await relations(twice('trois@example.org', 'quatre@example.org'));
    expect(await email()).toBe('quatre@example.org');
  });

  it('loses no list, no access, no acte and no receipt of the relations that a new file does not name', async () => {
    await relations(file);
    const { relations: lists } = await importLignes(base, [ligneDe({ ine: '240000001AB' })]);
    await importLignes(base, [ligneDe({ ine: '240000001AB', ville: 'BRON' })]);
    const fluxId = lists[0]?.flux ?? '';
    const relation = await base.db.selectFrom('relation').selectAll().limit(1).executeTakeFirstOrThrow();
    const dossier = await base.db.selectFrom('dossier').selectAll().executeTakeFirstOrThrow();
    await liveOn(base.db, { fluxId, relationId: relation.id, dossierId: dossier.id });
    const before = await rowsByTable(base.db);
    for (const table of ['transmission', 'ecart']) {
      expect(before.ligne?.some((row) => row.includes(`"type":"${table}"`))).toBe(true);
    }
    for (const table of ['delegation', 'recu', 'acte']) expect(before[table]).toHaveLength(1);
    expect(before.extraction).toHaveLength(2);
    await relations(`siret_responsable;email_responsable;siret_formateurs\n99998000600012;;99998100400016\n`);
    const after = await rowsByTable(base.db);
    for (const [table, rows] of Object.entries(before)) {
      expect([table, rows.filter((row) => !after[table]?.includes(row))]).toEqual([table, []]);
    }
    expect(after.relation).toHaveLength(3);
  });

  it('sets apart the couples of recensement', async () => {
    const text = `siret_responsable;email_responsable;siret_formateurs\n99999999999999;;${formateurs[0]}\n${responsable};;99999999999999,${formateurs[1]}\n`;
    expect(await relations(text)).toMatchObject({ total: 2, crees: 1, recensement: 2, invalides: 0 });
  });

  it('updates a contact and keeps it when the file has none', async () => {
    await relations(file);
    expect(await relations(file.replace('Direction@', 'cfa@'))).toMatchObject({ modifies: 2 });
    expect(await relations(file.replace('Direction@Example.org', ''))).toMatchObject({ inchanges: 2 });
    const [row] = await base.db.selectFrom('relation').select('email_responsable').execute();
    expect(row?.email_responsable).toBe('cfa@example.org');
  });

  it('refuses a line with a wrong SIRET and says which column', async () => {
    const bilan = await relations(file.replace(formateurs[0], '123'));
    expect(bilan).toMatchObject({
      crees: 0,
      invalides: 1,
      anomalies: [{ ligne: 2, champ: 'siret_formateurs', type: 'format' }],
    });
  });

  it('publishes the établissements to the responsables that have a relation with them, with their zone', async () => {
    await etablissements(`${header}\n${saintPaul}\n12345678901234;;AILLEURS;;;;;\n`);
    expect(await published()).toEqual([]);
    await relations(file);
    expect(await published()).toEqual([
      expect.objectContaining({ siret: formateurs[1], fuseau: 'Indian/Reunion', ville: 'SAINT-PAUL' }),
    ]);
    const before = await dump(base.db);
    expect(await etablissements(`${header}\n${saintPaul}\n`)).toMatchObject({ inchanges: 1 });
    expect(await dump(base.db)).toBe(before);
    await etablissements(`${header}\n${saintPaul.replace('SAINT-PAUL', 'LE PORT')}\n`);
    expect((await published()).map(({ ville }) => ville)).toEqual(['LE PORT']);
  });

  it('reports what is missing and keeps the first of two lines of one SIRET', async () => {
    const bilan = await etablissements(
      `${header}\n${saintPaul}\n${saintPaul}\n;;X;;;;;\n99998000600020;12;CFA;;;1000;;Nulle part\n`,
    );
    expect(bilan).toMatchObject({ total: 4, crees: 2, invalides: 2 });
    expect(bilan.anomalies).toEqual([
      { ligne: 3, champ: 'siret', type: 'doublon' },
      { ligne: 4, champ: 'siret', type: 'absent' },
      { ligne: 5, champ: 'uai', type: 'format' },
      { ligne: 5, champ: 'academie', type: 'inconnu' },
    ]);
  });
});
