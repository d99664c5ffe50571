import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
