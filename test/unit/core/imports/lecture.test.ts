import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colonnes } from '../../../../main/core/imports/colonnes.ts';
import { Bureau, cleDe, colonnes22, couple, fichier, granted, voeu } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const eleves = [
  voeu('240000001AB'),
  voeu('240000001AB', {
    CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe('02'),
    LIBELLE_FORMATION_SOUHAIT1: 'SERVICE',
  }),
  voeu('240000002CD', { PRENOM_APPRENANT: 'Ilyès' }),
];
const anomalies = async (lecture: string) =>
  granted(await bureau.imports['imports:anomalies']({ lecture, apres: null, limite: 200 })).lignes;

describe('what a file may look like', () => {
  it('reads the 27 columns, tells the couple and what would be added, and changes nothing', async () => {
    const before = bureau.dump();
    const apercu = await bureau.apercu(`${couple}.csv`, fichier(eleves));
    expect(apercu.fichier).toMatchObject({ encodage: 'utf-8', separateur: ';', format: '27', colonnesEnTrop: [] });
    expect(apercu.lignes).toEqual({ total: 3, valides: 3, ecartees: 0, doublons: 0 });
    expect(apercu.relations).toEqual([
      {
        couple: { responsable: '99998000600012', formateur: '99998000600020' },
        nom: 'CFA LES TROIS FOURNEAUX',
        flux: null,
        voeux: 3,
        ajoutes: 3,
        modifies: 0,
        inchanges: 0,
        retires: 0,
        retraitsInhabituels: false,
      },
    ]);
    expect(apercu.extrait.colonnes).toEqual([...colonnes]);
    expect(apercu.extrait.lignes[2]?.slice(0, 3)).toEqual(['240000002CD', 'TARDIVEL', 'Ilyès']);
    expect(bureau.dump()).toBe(before);
  });

  it('reads the 22 columns of before June 2023 by the couple of the file name', async () => {
    const apercu = await bureau.apercu(`${couple} (1).csv`, fichier(eleves.slice(1), { colonnes: colonnes22 }));
    expect(apercu.fichier.format).toBe('22');
    expect(apercu.relations[0]?.couple).toEqual({ responsable: '99998000600012', formateur: '99998000600020' });
    expect(await anomalies(apercu.lecture)).toEqual([]);
  });

  it('leaves the 22 columns to be named when the file name says nothing', async () => {
    const apercu = await bureau.apercu('ma liste.csv', fichier(eleves, { colonnes: colonnes22 }));
    expect(apercu.relations).toMatchObject([{ couple: null, nom: 'ma liste', voeux: 2 }]);
    expect(apercu.lignes.doublons).toBe(1);
  });

  it('makes one list for each couple that the lines name', async () => {
    const other = voeu('240000004GH', { CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe('01', '99998100400016') });
    const apercu = await bureau.apercu(`${couple}.csv`, fichier([...eleves, other]));
    expect(apercu.relations.map(({ couple: of, voeux }) => [of?.formateur, voeux])).toEqual([
      ['99998000600020', 3],
      ['99998100400016', 1],
    ]);
  });

  const forms = [
    [
      'UTF-8 with a byte order mark, CRLF',
      Buffer.from(`\ufeff${fichier(eleves, { finDeLigne: '\r\n' })}`),
      'utf-8',
      ';',
    ],
    ['commas, without quotes', Buffer.from(fichier(eleves, { separateur: ',', quotes: false })), 'utf-8', ','],
    [
      'Windows-1252',
      Buffer.from(fichier(eleves, { finDeLigne: '\r\n', quotes: false }), 'latin1'),
      'windows-1252',
      ';',
    ],
    [
      'UTF-16LE with tabs (« Texte Unicode »)',
      Buffer.from(`\ufeff${fichier(eleves, { separateur: '\t', quotes: false })}`, 'utf16le'),
      'utf-16le',
      'tabulation',
    ],
    ['lines ended by CR alone', Buffer.from(fichier(eleves, { finDeLigne: '\r' })), 'utf-8', ';'],
  ] as const;
  it.each(forms)('reads %s', async (_, content, encodage, separateur) => {
    const apercu = await bureau.apercu('liste.csv', content);
    expect(apercu.fichier).toMatchObject({ encodage, separateur, octets: content.length });
    expect(apercu.lignes.valides).toBe(3);
    expect(apercu.extrait.lignes[2]?.slice(0, 3)).toEqual(['240000002CD', 'TARDIVEL', 'Ilyès']);
  });

  it('takes the columns in any order, with others of the office between, and empty cells left out or added at the end', async () => {
    const order = ['Vu le', ...colonnes.toReversed(), 'Notes', ''];
    const text = fichier(eleves, { colonnes: order, quotes: false });
    const lines = text
      .split('\n')
      .map((line, at) => (at === 1 ? line.replace(/;;$/, '') : at === 2 ? `${line};;` : line));
    const apercu = await bureau.apercu('liste.csv', lines.join('\n'));
    expect(apercu.fichier.colonnesEnTrop).toEqual(['Vu le', 'Notes']);
    expect(apercu.lignes.valides).toBe(3);
  });

  it('keeps quotes, separators, line ends, formulas and emoji inside cells', async () => {
    const cell = '=HYPERLINK("http://x";"a");\r\nrue 🦊 "bis"';
    const apercu = await bureau.apercu('liste.csv', fichier([voeu('240000001AB', { ADRESSE1_APPR: cell })]));
    expect(apercu.extrait.lignes[0]?.[3]).toBe(cell.replace('\r\n', '\n'));
  });

  it('cuts nothing where a chunk ends: accents and line ends at every offset', async () => {
    const long = 'é'.repeat(40_000);
    for (const shift of [0, 1, 2]) {
      const text = fichier(
        [voeu('240000001AB', { ADRESSE1_APPR: 'a'.repeat(shift) }), voeu('240000002CD'), voeu('240000003EF')],
        { colonnes: [...colonnes, 'Notes'], finDeLigne: '\r\n' },
      ).replace(/"\r\n"240000002CD/, `"\r\n"240000002CD`);
      const padded = text.replaceAll('"VILLEURBANNE";""', `"VILLEURBANNE";"${long}"`);
      const apercu = await bureau.apercu('liste.csv', padded);
      expect(apercu.lignes.valides).toBe(3);
    }
  });
});

describe('what a spreadsheet did is undone, counted and told line by line', () => {
  const repairs = [
    ['CP_APPR', '1330', 'CODE_POSTAL_ZERO', '01330'],
    ['TEL1_APPR', '199001201', 'TELEPHONE_ZERO', '0199001201'],
    ['TEL1_REP_LEGAL', '639981202', 'TELEPHONE_ZERO', '0639981202'],
    ['TEL1_REP_LEGAL', '02692123456', 'TELEPHONE_DROM_11_CHIFFRES', '02692123456'],
    ['ID_ETABLISSEMENT_ORIGINE', '699911Y', 'UAI_ZERO', '0699911Y'],
    ['ID_ETAB_ACCUEIL', '699904R', 'UAI_ZERO', '0699904R'],
    ['CP_APPR', '="01330"', 'TEXTE_EXCEL', '01330'],
    ['CP_APPR', "'01330", 'APOSTROPHE', '01330'],
    ['ADRESSE1_APPR', "'=1+1", 'APOSTROPHE', '=1+1'],
    ['TEL1_APPR', "'+33199001201", 'APOSTROPHE', '+33199001201'],
  ] as const;
  it.each(repairs)('%s %s: %s, kept as %s', async (colonne, cell, code, kept) => {
    const apercu = await bureau.apercu('liste.csv', fichier([voeu('240000001AB', { [colonne]: cell })]));
    expect(apercu.reparations).toEqual([{ code, nombre: 1 }]);
    expect(await anomalies(apercu.lecture)).toEqual([{ ligne: 2, colonne, type: code, gravite: 'reparee' }]);
    expect(apercu.extrait.lignes[0]?.[colonnes.indexOf(colonne)]).toBe(kept);
  });

  it('gives back the zero of the overseas form that the source makes, then reads it', async () => {
    const apercu = await bureau.apercu('liste.csv', fichier([voeu('240000001AB', { TEL1_REP_LEGAL: '2692123456' })]));
    expect(apercu.reparations.map(({ code }) => code)).toEqual(['TELEPHONE_DROM_11_CHIFFRES', 'TELEPHONE_ZERO']);
    const [row] = bureau.rows<{ phone: string }>("SELECT dossier ->> '$.telephones[0].e164' AS phone FROM arrivee");
    expect(row?.phone).toBe('+262692123456');
  });

  const doubts = [
    ['TEL1_REP_LEGAL', '6,39981E+08', 'TELEPHONE_SCIENTIFIQUE'],
    ['TEL1_REP_LEGAL', '06 39', 'TELEPHONE_ILLISIBLE'],
    ['CODE_MEF_10_FORMATION_SOUHAIT1', '2,21221E+09', 'MEF_SCIENTIFIQUE'],
    ['ID_ETAB_ACCUEIL', '699904B', 'UAI_FORME'],
    ['ID_ETAB_ACCUEIL', '', 'UAI_ABSENT'],
    ['INE_APPRENANT', '24', 'INE_FORME'],
    ['CP_APPR', '133', 'CODE_POSTAL_FORME'],
    ['EMAIL1_REP_LEGAL', 'm.querrec(at)example.org', 'EMAIL_FORME'],
    ['CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1', '069001P01', 'CLE_FORME'],
    ['ID_FORMATION_SOUHAIT1', '5E+07', 'DIPLOME_SCIENTIFIQUE'],
  ] as const;
  it.each(doubts)('%s %s: kept, %s to be looked at', async (colonne, cell, type) => {
    const apercu = await bureau.apercu('liste.csv', fichier([voeu('240000001AB', { [colonne]: cell })]));
    expect(apercu.lignes.valides).toBe(1);
    expect(await anomalies(apercu.lecture)).toContainEqual({ ligne: 2, colonne, type, gravite: 'a-verifier' });
  });

  it('leaves a foreign postcode of four digits as it is', async () => {
    const belge = voeu('240000001AB', { CP_APPR: '1330', ID_PAYS: 'BELGIQUE' });
    const apercu = await bureau.apercu('liste.csv', fichier([belge]));
    expect(apercu.reparations).toEqual([]);
  });

  const unusable = [
    ['INE_APPRENANT', '', 'INE_ABSENT'],
    ['INE_APPRENANT', '2,4E+10', 'INE_SCIENTIFIQUE'],
    ['NOM_APPRENANT', '', 'NOM_ABSENT'],
    ['PRENOM_APPRENANT', '-', 'PRENOM_ABSENT'],
    ['ADRESSE1_APPR', 'x'.repeat(20_000), 'LIGNE_TROP_LONGUE'],
  ] as const;
  it.each(unusable)('%s %.10s: the line is put aside, %s', async (colonne, cell, type) => {
    const apercu = await bureau.apercu(
      'liste.csv',
      fichier([voeu('240000009ZZ'), voeu('240000001AB', { [colonne]: cell })]),
    );
    expect(apercu.lignes).toEqual({ total: 2, valides: 1, ecartees: 1, doublons: 0 });
    const told = type === 'LIGNE_TROP_LONGUE' ? null : colonne;
    expect(await anomalies(apercu.lecture)).toContainEqual({ ligne: 3, colonne: told, type, gravite: 'ecartee' });
  });

  it('keeps the first of two lines of one key; a usable one beats one that is not, whatever the order', async () => {
    const bad = voeu('240000002CD', { NOM_APPRENANT: '' });
    const apercu = await bureau.apercu(
      'liste.csv',
      fichier([voeu('240000001AB'), voeu('240000001AB', { VILLE_APPR: 'PARIS' }), bad, voeu('240000002CD')]),
    );
    expect(apercu.lignes).toEqual({ total: 4, valides: 2, ecartees: 1, doublons: 1 });
    expect(await anomalies(apercu.lecture)).toContainEqual({
      ligne: 3,
      colonne: null,
      type: 'DOUBLON',
      gravite: 'ecartee',
    });
    expect(bureau.rows('SELECT etat FROM arrivee')).toEqual([{ etat: 'valide' }, { etat: 'valide' }]);
  });

  it('gives the anomalies page by page, and refuses a cursor that it did not give', async () => {
    const apercu = await bureau.apercu(
      'liste.csv',
      fichier([1, 2, 3].map((n) => voeu(`24000000${n}AB`, { CP_APPR: '1330' }))),
    );
    const first = granted(
      await bureau.imports['imports:anomalies']({ lecture: apercu.lecture, apres: null, limite: 2 }),
    );
    expect(first.lignes.map(({ ligne }) => ligne)).toEqual([2, 3]);
    const rest = granted(
      await bureau.imports['imports:anomalies']({ lecture: apercu.lecture, apres: first.suite, limite: 2 }),
    );
    expect(rest).toMatchObject({ lignes: [{ ligne: 4 }], suite: null });
    expect([first.comptes, rest.comptes]).toEqual([{ ecartee: 0, 'a-verifier': 0, reparee: 3 }, undefined]);
    const grave = { lecture: apercu.lecture, apres: null, limite: 2, gravite: 'ecartee' } as const;
    expect(granted(await bureau.imports['imports:anomalies'](grave)).lignes).toEqual([]);
    expect(first.comptes).toEqual({ ecartee: 0, 'a-verifier': 0, reparee: 3 });
    expect(rest.comptes).toBeUndefined();
    const graves = { lecture: apercu.lecture, gravite: 'a-verifier', apres: null, limite: 2 } as const;
    expect(granted(await bureau.imports['imports:anomalies'](graves))).toEqual({
      lignes: [],
      suite: null,
      comptes: first.comptes,
    });
    const reparees = { ...graves, gravite: 'reparee', apres: first.suite } as const;
    expect(granted(await bureau.imports['imports:anomalies'](reparees)).lignes).toEqual(rest.lignes);
    const wrong = await bureau.imports['imports:anomalies']({ lecture: apercu.lecture, apres: 'x', limite: 2 });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'REQUETE_INVALIDE' } });
  });
});
