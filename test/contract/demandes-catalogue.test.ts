import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOfImport } from '../../sync-api/cli/phrases-import.ts';
import { PublicationCatalogue } from '../../sync-api/demandes/publication.ts';
import { colonnesCatalogue, type DemandeCatalogue, importerCatalogue } from '../../sync-api/referentiels/catalogue.ts';
import { compterOuvertures, deciderOuverture, listerOuvertures } from '../../sync-api/referentiels/ouvertures.ts';
import { cle, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { bytes, dump, refusalOf } from '../support/extraction.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
  await g.db.deleteFrom('formation_catalogue').execute();
});
afterEach(() => g.close());

type Ligne = Partial<Record<(typeof colonnesCatalogue)[number], string>>;
const ligne = (values: Ligne = {}): Ligne => ({
  cle_ministere_educatif: cle,
  parcoursup_id: '99000',
  onisep_id: 'AF.99900',
  intitule_long: 'CUISINE (CAP)',
  cfd: '50022137',
  etablissement_gestionnaire_siret: '11111111111111',
  etablissement_formateur_siret: '22222222222222',
  etablissement_formateur_raison_sociale: 'CFA des Trois Fourneaux',
  lieu_formation_adresse: '14 rue des Maîtres-Queux',
  code_postal: '1000',
  localite: 'BOURG',
  num_tel: '0465710010',
  email: 'Un@example.org##deux@example.org##faux',
  etablissement_gestionnaire_courriel: 'direction@example.org',
  origines: 'parcoursup, LBA',
  ...values,
});
/** Columns in another order, and one that nobody reads. */
const ordre = ['diplome', ...[...colonnesCatalogue].reverse()] as const;
const texte = (lignes: readonly Ligne[]): string =>
  [
    ordre.join(';'),
    ...lignes.map((one) => ordre.map((name) => `"${name === 'diplome' ? 'x' : (one[name] ?? '')}"`).join(';')),
    '',
  ].join('\n');
const importer = (lignes: readonly Ligne[], options: Omit<DemandeCatalogue, 'source'> = {}) =>
  importerCatalogue(g.db, g, { source: bytes(texte(lignes)), ...options });
const liste = (count: number): Ligne[] =>
  Array.from({ length: count }, (_, rang) => ligne({ cle_ministere_educatif: `C${String(rang).padStart(4, '0')}` }));
const connues = () => g.db.selectFrom('formation_catalogue').selectAll().orderBy('cle_ministere_educatif').execute();
const ouvertesPour = async (une = cle): Promise<string[]> =>
  ((await listerOuvertures(g.db, { cle: une })).formations[0]?.ouvertures ?? [])
    .filter(({ ouverte }) => ouverte)
    .map(({ origine }) => origine);

describe('importer-catalogue', () => {
  it('reads the columns by name, takes the SIRET of the clé, the good addresses, the postcode of a spreadsheet', async () => {
    expect(await importer([ligne()])).toMatchObject({
      total: 1,
      crees: 1,
      ouvertures: 2,
      anomalies: [{ ligne: 2, champ: 'email', type: 'format' }],
    });
    expect(await connues()).toMatchObject([
      {
        cle_ministere_educatif: cle,
        siret_responsable: '99998000600012',
        siret_formateur: '99998000600020',
        code_postal: '01000',
        courriels_lieu: '["un@example.org","deux@example.org"]',
        courriel_gestionnaire: 'direction@example.org',
        vue_le: '2026-06-08T08:00:00.000Z',
        retiree_le: null,
      },
    ]);
    expect(await ouvertesPour()).toEqual(['PARCOURSUP', 'LBA']);
  });

  it('takes the SIRET of the columns for a short clé, and no line without a relation, a title or a clé', async () => {
    const bilan = await importer([
      ligne({ cle_ministere_educatif: 'COURTE' }),
      ligne({ cle_ministere_educatif: 'SANS', etablissement_formateur_siret: '12' }),
      ligne({ cle_ministere_educatif: '' }),
      ligne({ cle_ministere_educatif: 'TITRE', intitule_long: '' }),
      ligne({ cle_ministere_educatif: 'COURTE', intitule_long: 'AUTRE' }),
      ligne({ cle_ministere_educatif: 'ORIGINE', origines: 'LBA,TELEX', email: '' }),
    ]);
    expect(bilan).toMatchObject({ total: 6, crees: 2, invalides: 4 });
    expect(bilan.anomalies.filter(({ champ }) => champ !== 'email')).toEqual([
      { ligne: 3, champ: 'etablissement_formateur_siret', type: 'format' },
      { ligne: 4, champ: 'cle_ministere_educatif', type: 'absent' },
      { ligne: 5, champ: 'intitule_long', type: 'absent' },
      { ligne: 6, champ: 'cle_ministere_educatif', type: 'doublon' },
      { ligne: 7, champ: 'origines', type: 'inconnu' },
    ]);
    expect((await connues())[0]).toMatchObject({ siret_responsable: '11111111111111', intitule: 'CUISINE (CAP)' });
  });

  it('changes nothing twice, then what the next file says and no more', async () => {
    await importer(liste(10));
    const before = await dump(g.db);
    expect(await importer([...liste(10)].reverse())).toMatchObject({
      inchanges: 10,
      crees: 0,
      modifies: 0,
      ouvertures: 0,
    });
    expect(await dump(g.db)).toBe(before);
    const next = [...liste(9).slice(1), ligne({ cle_ministere_educatif: 'C0000', origines: 'LBA' }), ligne()];
    expect(await importer(next)).toMatchObject({ crees: 1, modifies: 0, inchanges: 9, retirees: 1, ouvertures: 3 });
    expect(await ouvertesPour('C0000')).toEqual(['LBA']);
  });

  it('closes a training that is gone, and gives it back as it was when it returns', async () => {
    await importer([ligne(), ...liste(9)]);
    await deciderOuverture(g.db, g, { cle, pour: ['ONISEP'], ouverte: true });
    await deciderOuverture(g.db, g, { cle, pour: ['LBA'], ouverte: false });
    const decided = await ouvertesPour();
    expect(await importer(liste(9))).toMatchObject({ retirees: 1 });
    expect((await listerOuvertures(g.db, { cle })).formations).toMatchObject([{ retiree: true }]);
    expect(await importer([ligne(), ...liste(9)])).toMatchObject({ revenues: 1, retirees: 0 });
    expect(await ouvertesPour()).toEqual(decided);
    expect(decided).toEqual(['PARCOURSUP', 'ONISEP']);
  });

  it('never changes what the operator decided, night after night', async () => {
    await importer([ligne({ origines: '' })]);
    await deciderOuverture(g.db, g, { cle, pour: ['AFFELNET'], ouverte: true });
    await importer([ligne({ origines: 'LBA' })]);
    await importer([ligne({ origines: '' })]);
    expect(await ouvertesPour()).toEqual(['AFFELNET']);
    await expect(deciderOuverture(g.db, g, { cle: 'x', pour: ['LBA'], ouverte: true })).rejects.toMatchObject({
      code: 'INTROUVABLE',
    });
  });

  it('compares again when the operator decides while the file is read', async () => {
    await importer([ligne({ origines: '' })]);
    const text = texte([ligne({ origines: 'LBA' })]);
    const slowly = async function* () {
      yield Buffer.from(text);
      await deciderOuverture(g.db, g, { cle, pour: ['LBA'], ouverte: false });
    };
    await importerCatalogue(g.db, g, { source: slowly() });
    expect(await ouvertesPour()).toEqual([]);
    // Decided between the comparison and the lock.
    const { transaction } = g.db;
    const db = new Proxy(g.db, {
      get: (target, name) => {
        if (name !== 'transaction') {
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return () => ({
          execute: async (work: Parameters<ReturnType<typeof transaction>['execute']>[0]) => {
            await deciderOuverture(g.db, g, { cle, pour: ['ONISEP'], ouverte: true });
            return target.transaction().execute(work);
          },
        });
      },
    });
    expect(
      await importerCatalogue(db, g, { source: bytes(texte([ligne({ origines: 'PARCOURSUP,ONISEP' })])) }),
    ).toMatchObject({ ouvertures: 1 });
    expect(await ouvertesPour()).toEqual(['PARCOURSUP', 'ONISEP']);
  });

  it('refuses a file that lost too many trainings, until the operator confirms', async () => {
    await importer(liste(100));
    const before = await dump(g.db);
    const refusal = await refusalOf(importer(liste(40)));
    expect(refusal).toMatchObject({ code: 'TROP_DE_RETRAITS', details: { formations: { avant: 100, retirees: 60 } } });
    expect(sentenceOfImport(refusal.code, refusal.details)).toContain('--confirmer-retraits');
    expect(await dump(g.db)).toBe(before);
    expect(await importer(liste(40), { confirmerRetraits: true })).toMatchObject({ retirees: 60 });
    // The hundred are still known; sixty are closed, and are not lost a second time.
    expect(await connues()).toHaveLength(100);
    expect(await importer(liste(40))).toMatchObject({ retirees: 0, inchanges: 40 });
  });

  it('tells what a simulation would change, and writes nothing', async () => {
    await importer(liste(9));
    const before = await dump(g.db);
    const next = [ligne({ cle_ministere_educatif: 'C0000', num_tel: '' }), ...liste(8).slice(1), ligne()];
    expect(await importer(next, { simuler: true })).toMatchObject({
      simulation: true,
      changements: [
        { cle, genre: 'ajout' },
        { cle: 'C0000', genre: 'modification' },
        { cle: 'C0008', genre: 'retrait' },
      ],
    });
    expect(await dump(g.db)).toBe(before);
  });

  it.each<[string, string, string]>([
    ['empty', '', 'FICHIER_VIDE'],
    ['header only', `${colonnesCatalogue.join(';')}\n`, 'FICHIER_SANS_LIGNE'],
    ['without a column', 'cle_ministere_educatif;email\nx;y\n', 'ENTETE_INATTENDU'],
    ['truncated', texte(liste(3)).slice(0, -60), 'LIGNE_TRONQUEE'],
  ])('refuses a file %s and changes nothing', async (_name, content, code) => {
    await importer(liste(5));
    const before = await dump(g.db);
    await expect(importerCatalogue(g.db, g, { source: bytes(content) })).rejects.toMatchObject({ code });
    expect(await dump(g.db)).toBe(before);
  });

  it('reads the catalogue of the demo', async () => {
    const file = readFileSync(new URL('../../resources/demo/catalogue.csv', import.meta.url));
    expect(await importerCatalogue(g.db, g, { source: bytes(file) })).toMatchObject({ invalides: 0, anomalies: [] });
  });
});

describe('the publication into the guichet', () => {
  const publication = () => new PublicationCatalogue(g);

  it('shows every training for whom it is open, retired ones as closed', async () => {
    await importer([ligne(), ...liste(9)]);
    await importer(liste(9));
    await publication().passer();
    expect(await g.intake.trouverFormation({ cle })).toMatchObject({ origines: [], intitule: 'CUISINE (CAP)' });
    expect((await g.intake.trouverFormation({ cle: 'C0003' }))?.origines).toEqual(['LBA', 'PARCOURSUP']);
  });

  it('opens a training without any address: nobody is turned away for a mailbox', async () => {
    await importer([ligne({ email: '', etablissement_gestionnaire_courriel: '' })]);
    await publication().passer();
    expect((await g.intake.trouverFormation({ cle }))?.origines).toEqual(['LBA', 'PARCOURSUP']);
  });

  it('reads the catalogue again only when somebody changed it', async () => {
    const one = publication();
    await importer(liste(3));
    expect(await one.passer()).toBe(3);
    expect(await one.passer()).toBeNull();
    await importer(liste(3));
    expect(await one.passer()).toBeNull();
    await deciderOuverture(g.db, g, { cle: 'C0001', pour: ['LBA'], ouverte: false });
    expect(await one.passer()).toBe(1);
    expect((await g.intake.trouverFormation({ cle: 'C0001' }))?.origines).toEqual(['PARCOURSUP']);
    // Another process starts: what is there already is not written again.
    expect(await publication().passer()).toBe(0);
  });

  it('goes through a catalogue larger than one page', async () => {
    await importer(liste(1_203));
    expect(await publication().passer()).toBe(1_203);
    expect(await compterOuvertures(g.db)).toMatchObject({ formations: 1_203, ouvertes: { LBA: 1_203, ONISEP: 0 } });
  });
});
