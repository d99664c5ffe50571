import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOfImport } from '../../sync-api/cli/phrases-import.ts';
import {
  colonnesFormation,
  type DemandeFormations,
  importerFormations,
} from '../../sync-api/referentiels/formations.ts';
import { colonnesRemplacement } from '../../sync-api/referentiels/remplacements.ts';
import { bytes, dump, openTestBase, refusalOf } from '../support/extraction.ts';

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const responsable = '99998000600012';
const formateur = '99998000600020';
const cle = `069001P0131${responsable}${formateur}-69266#L01`;

type Offre = Partial<Record<(typeof colonnesFormation)[number], string>>;
const offre = (values: Offre = {}): Offre => ({
  ACADEMIE: 'LYON',
  CODE_OFFRE: '69A00101',
  UAI: '0699904r',
  CLE_MINISTERE_EDUCATIF: cle,
  SIRET_UAI_GESTIONNAIRE: '',
  SIRET_UAI_FORMATEUR: '',
  UAI_RESPONSABLE: '0699901M',
  UAI_FORMATEUR: '0699902N',
  LIBELLE_TYPE_ETABLISSEMENT: 'CFA',
  CAPACITE_AFFECTATION: '12',
  ...values,
});
/** One descriptive column among those that nobody reads. */
const texte = (offres: readonly Offre[]): string =>
  [
    ['LIBELLE_FORMATION', ...colonnesFormation].join(';'),
    ...offres.map((one) => ['"CUISINE ; ""CAP"""', ...colonnesFormation.map((name) => one[name] ?? '')].join(';')),
    '',
  ].join('\n');
const liste = (count: number): Offre[] =>
  Array.from({ length: count }, (_, index) => offre({ CODE_OFFRE: `69A${String(index).padStart(5, '0')}` }));

const remplacements = (rows: readonly string[]): string => [colonnesRemplacement.join(';'), ...rows, ''].join('\n');

const importer = (text: string | Uint8Array, options: Omit<DemandeFormations, 'source' | 'remplacements'> = {}) =>
  importerFormations(base.db, { source: bytes(text), ...options });
const importerAvec = (text: string, overwrites: string | Uint8Array) =>
  importerFormations(base.db, { source: bytes(text), remplacements: bytes(overwrites) });

const connues = () => base.db.selectFrom('formation').selectAll().orderBy('code_offre').execute();

describe('importer-formations', () => {
  it('keeps what completes a line: SIRET of the clé, UAI, type and places', async () => {
    expect(await importer(texte([offre()]))).toMatchObject({ total: 1, crees: 1, retires: 0, anomalies: [] });
    expect(await connues()).toEqual([
      {
        academie_code: '10',
        code_offre: '69A00101',
        cle_ministere_educatif: cle,
        uai: '0699904R',
        siret_responsable: responsable,
        siret_formateur: formateur,
        uai_responsable: '0699901M',
        uai_formateur: '0699902N',
        type_etablissement: 'CFA',
        capacite: 12,
      },
    ]);
  });

  it('reads the columns when the clé is malformed, and says so', async () => {
    const row = { CLE_MINISTERE_EDUCATIF: '069001P0131', SIRET_UAI_FORMATEUR: formateur };
    const bilan = await importer(texte([offre(row)]));
    expect(bilan.anomalies).toEqual([{ ligne: 2, champ: 'CLE_MINISTERE_EDUCATIF', type: 'format' }]);
    expect(await connues()).toMatchObject([{ siret_responsable: null, siret_formateur: formateur }]);
  });

  it.each([
    ['0', 0],
    [' 0 ', 0],
    ['00', 0],
    ['24', 24],
    ['', null],
    ['-', null],
    ['beaucoup', null],
  ])('reads the capacity %j as %j', async (text, capacite) => {
    await importer(texte([offre({ CAPACITE_AFFECTATION: text })]));
    expect(await connues()).toMatchObject([{ capacite }]);
  });

  it('reports the lines that name no offer, and those of one offer named twice', async () => {
    const bilan = await importer(
      texte([
        offre({ ACADEMIE: 'Besancon' }),
        offre({ ACADEMIE: 'BESANÇON', CODE_OFFRE: '69a00101', CAPACITE_AFFECTATION: '0' }),
        offre({ ACADEMIE: 'ATLANTIDE' }),
        offre({ CODE_OFFRE: '' }),
        offre({ UAI: '12', SIRET_UAI_GESTIONNAIRE: '12', CAPACITE_AFFECTATION: 'x' }),
      ]),
    );
    expect(bilan).toMatchObject({ total: 5, crees: 2, invalides: 3 });
    expect(bilan.anomalies).toEqual([
      { ligne: 3, champ: 'CODE_OFFRE', type: 'doublon' },
      { ligne: 4, champ: 'ACADEMIE', type: 'inconnu' },
      { ligne: 5, champ: 'CODE_OFFRE', type: 'absent' },
      { ligne: 6, champ: 'SIRET_UAI_GESTIONNAIRE', type: 'format' },
      { ligne: 6, champ: 'UAI', type: 'format' },
      { ligne: 6, champ: 'CAPACITE_AFFECTATION', type: 'format' },
    ]);
    expect((await connues()).map(({ academie_code: code, capacite }) => [code, capacite])).toEqual([
      ['03', 12],
      ['10', null],
    ]);
  });

  it('changes nothing twice, then becomes what the next file says', async () => {
    await importer(texte(liste(10)));
    const before = await dump(base.db);
    expect(await importer(texte([...liste(10)].reverse()))).toMatchObject({ crees: 0, modifies: 0, inchanges: 10 });
    expect(await dump(base.db)).toBe(before);
    const next = [...liste(9).slice(1), offre({ CODE_OFFRE: '69A00000', CAPACITE_AFFECTATION: '0' }), offre()];
    expect(await importer(texte(next))).toMatchObject({ crees: 1, modifies: 1, inchanges: 8, retires: 1 });
    expect(await connues()).toHaveLength(10);
  });

  it('refuses a file that lost too many offers, until the operator confirms', async () => {
    await importer(texte(liste(100)));
    const before = await dump(base.db);
    const refusal = await refusalOf(importer(texte(liste(40))));
    expect(refusal).toMatchObject({ code: 'TROP_DE_RETRAITS', details: { formations: { avant: 100, retirees: 60 } } });
    const sentence = sentenceOfImport(refusal.code, refusal.details);
    expect(sentence).toContain('60 sur 100');
    expect(sentence).toContain('--confirmer-retraits');
    expect(sentence).toContain('Rien n’a été modifié.');
    expect(await dump(base.db)).toBe(before);
    expect(await importer(texte(liste(40)), { confirmerRetraits: true })).toMatchObject({ retires: 60, inchanges: 40 });
    expect(await importer(texte(liste(38)))).toMatchObject({ retires: 2 });
  });

  it('tells what a simulation would change, and writes nothing', async () => {
    await importer(texte(liste(9)));
    const before = await dump(base.db);
    const next = [offre({ CODE_OFFRE: '69A00000', UAI: '0429905N' }), ...liste(8).slice(1), offre()];
    expect(await importer(texte(next), { simuler: true })).toMatchObject({
      simulation: true,
      crees: 1,
      modifies: 1,
      retires: 1,
      changements: [
        { cle: '10/69A00000', genre: 'modification' },
        { cle: '10/69A00101', genre: 'ajout' },
        { cle: '10/69A00008', genre: 'retrait' },
      ],
    });
    expect(await dump(base.db)).toBe(before);
    await expect(importer(texte(liste(2)), { simuler: true })).rejects.toMatchObject({ code: 'TROP_DE_RETRAITS' });
  });

  it('skips the empty rows that a spreadsheet leaves in an overwrite file, and a cell that holds a dash', async () => {
    const bilan = await importerAvec(texte([offre()]), remplacements(['LYON/69A00101;-;;;;', ';;;;;', ' ; ;;;;']));
    expect(bilan).toMatchObject({ crees: 1, remplacements_inutiles: [] });
    expect(await connues()).toMatchObject([{ uai: '0699904R' }]);
  });

  it('takes the overwrites of the operator before the clé, and tells those that served nothing', async () => {
    const rows = ['lyon/69a00101;0429905n;0429903L;99998100400016;;', 'PARIS/1;;;;;99998000600012'];
    const bilan = await importerAvec(texte([offre()]), remplacements(rows));
    expect(bilan.remplacements_inutiles).toEqual(['PARIS/1']);
    expect(await connues()).toMatchObject([
      {
        uai: '0429905N',
        siret_responsable: responsable,
        siret_formateur: '99998100400016',
        uai_responsable: '0699901M',
        uai_formateur: '0429903L',
      },
    ]);
  });

  const entete = colonnesFormation.join(';');
  it.each<[string, string | Uint8Array, string, string]>([
    ['empty', '', 'FICHIER_VIDE', 'vide'],
    ['header only', `${entete}\n`, 'FICHIER_SANS_LIGNE', 'que l’en-tête'],
    ['without a column', 'ACADEMIE;CODE_OFFRE\nLYON;1\n', 'ENTETE_INATTENDU', 'Il manque 8 colonnes'],
    ['separated by commas', texte(liste(1)).replaceAll(';', ','), 'SEPARATEUR_INATTENDU', '« ; »'],
    ['truncated', texte(liste(3)).slice(0, -40), 'LIGNE_TRONQUEE', 'La ligne 4 est coupée'],
    ['with a column too many', `${entete}\n${'x;'.repeat(12)}\n`, 'LIGNE_MALFORMEE', 'La ligne 2 est mal formée'],
    ['not UTF-8', Buffer.from(texte([offre({ ACADEMIE: 'Créteil' })]), 'latin1'), 'ENCODAGE_INVALIDE', 'UTF-8'],
  ])('refuses a file %s, says why and changes nothing', async (_name, content, code, words) => {
    await importer(texte(liste(5)));
    const before = await dump(base.db);
    const refusal = await refusalOf(importer(content));
    expect(refusal.code).toBe(code);
    expect(sentenceOfImport(refusal.code, refusal.details)).toContain(words);
    expect(await dump(base.db)).toBe(before);
  });

  it('reads a file with a BOM and CRLF', async () => {
    expect(await importer(`\uFEFF${texte([offre()]).replaceAll('\n', '\r\n')}`)).toMatchObject({ crees: 1 });
  });

  it.each<[string, string | Uint8Array, string, string]>([
    ['empty', '', 'FICHIER_VIDE', 'vide'],
    ['header only', remplacements([]), 'FICHIER_SANS_LIGNE', 'que l’en-tête'],
    ['of another shape', texte([offre()]), 'ENTETE_INATTENDU', 'Il manque 6 colonnes'],
    ['truncated', remplacements(['LYON/69A00101;;']), 'LIGNE_TRONQUEE', 'La ligne 2 est coupée'],
    ['not UTF-8', Buffer.from(remplacements(['CRÉTEIL/1;;;;;']), 'latin1'), 'ENCODAGE_INVALIDE', 'UTF-8'],
    ['with an unknown académie', remplacements(['ATLANTIDE/1;;;;;']), 'REMPLACEMENT_INVALIDE', '« Affelnet_id »'],
    ['with an id without académie', remplacements(['69A00101;;;;;']), 'REMPLACEMENT_INVALIDE', 'Ligne 2'],
    ['with one offer twice', remplacements(['LYON/1;;;;;', 'Lyon/1;;;;;']), 'REMPLACEMENT_INVALIDE', 'Ligne 3'],
    ['with a wrong SIRET', remplacements(['LYON/1;;;123;;']), 'REMPLACEMENT_INVALIDE', '« Siret formateur »'],
    ['with a wrong UAI', remplacements(['LYON/1;69;;;;']), 'REMPLACEMENT_INVALIDE', '« UAI accueil »'],
  ])('refuses an overwrite file %s, names the file and changes nothing', async (_name, content, code, words) => {
    await importer(texte(liste(5)));
    const before = await dump(base.db);
    const refusal = await refusalOf(
      importerFormations(base.db, { source: bytes(texte([offre()])), remplacements: bytes(content) }),
    );
    expect(refusal.code).toBe(code);
    const sentence = sentenceOfImport(refusal.code, refusal.details);
    expect(sentence).toContain(words);
    expect(sentence).toContain('Fichier des remplacements.');
    expect(sentence).toContain('Rien n’a été modifié.');
    expect(await dump(base.db)).toBe(before);
  });
});
