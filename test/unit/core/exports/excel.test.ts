import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { colonnesExcel } from '../../../../main/core/exports/colonnes-excel.ts';
import { celluleSure } from '../../../../main/core/exports/excel-csv.ts';
import { lettresDe } from '../../../../main/core/exports/excel-xlsx.ts';
import { dossierId, fluxId, idOf, operateurId, phone, putFlux, putLigne, transmissionId } from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { act, putPerson } from './personne.ts';

let banc: Banc;
beforeEach(() => {
  banc = openBanc();
});
afterEach(() => banc.close());

const tout = { genre: 'tout' } as const;
const titles = colonnesExcel.map(({ titre }) => titre);
type Line = Record<string, string>;

/** Lines as objects by title, whatever the format. */
const named = (rows: readonly (readonly unknown[])[]): Line[] =>
  rows.slice(1).map((row) => Object.fromEntries(titles.map((titre, index) => [titre, String(row[index] ?? '')])));

const exportCsv = async (): Promise<string> => {
  await banc.export(tout, 'excel-csv', 'export.csv');
  return banc.read('export.csv');
};
const csvLines = async (): Promise<Line[]> => {
  const text = (await exportCsv()).replace(/^\ufeff/, '');
  return named(Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: true }).data);
};
const xlsxLines = async (): Promise<Line[]> => {
  await banc.export(tout, 'excel-xlsx', 'export.xlsx');
  const [sheet, ...others] = await readXlsxFile(banc.target('export.xlsx'), { trim: false });
  expect(others).toEqual([]);
  expect(sheet?.sheet).toBe('Candidats');
  expect(sheet?.data[0]).toEqual(titles);
  return named(sheet?.data ?? []);
};
const sheetXml = (): string =>
  Buffer.from(unzipSync(readFileSync(banc.target('export.xlsx')))['xl/worksheets/sheet1.xml'] ?? []).toString();

describe.each([
  ['excel-csv', csvLines, (text: string) => `="${text}"`],
  ['excel-xlsx', xlsxLines, (text: string) => text],
] as const)('%s', (_format, lines, asText) => {
  test('phones, postcodes and codes are text: no zero is lost', async () => {
    putPerson(
      banc,
      1,
      {
        ine: '240000001AB',
        adresse: { lignes: ['1 rue A', 'Bât. B'], code_postal: '01330', ville: 'VILLARS', pays: 'FRANCE' },
        telephones: [phone('+33639980001'), phone('+262692123456', 'portable')],
      },
      [
        {
          formation: {
            libelle: '1CAP2  CUISINE',
            mef: '0012213431',
            code_formation_diplome: '50022137',
            cle_ministere_educatif: null,
          },
        },
      ],
    );
    expect(await lines()).toEqual([
      expect.objectContaining({
        INE: '240000001AB',
        'Code postal': asText('01330'),
        'Téléphone responsable 1': asText('06 39 98 00 01'),
        'Portable candidat': asText('0692 12 34 56'),
        'Code MEF': asText('0012213431'),
        'Code diplôme': asText('50022137'),
        Adresse: '1 rue A, Bât. B',
        Formation: '1CAP2  CUISINE',
        'Nom du responsable légal': '',
      }),
    ]);
  });

  test('what the team did stands beside the vœu, with French dates where the site is', async () => {
    putFlux(banc.store, 9, 'organisme');
    const lea = { nom_affiche: 'Léa M.', actif: true };
    putLigne(banc.store, { id: operateurId(1), flux: fluxId(9), type: 'operateur', corps: lea });
    putPerson(banc, 1, {});
    act(banc, 1, 'appel', { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition: 'SANS_REPONSE' });
    const le = '2026-06-12T07:05:00.000Z';
    act(banc, 1, 'prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui: null });
    act(banc, 1, 'affectation', { operateur: operateurId(1) });
    expect(await lines()).toEqual([
      expect.objectContaining({
        Situation: 'À rappeler',
        'Prochaine action': 'À rappeler',
        'Prévue le': '12/06/2026 09:05',
        'Dernier appel': '05/06/2026 11:00',
        'Résultat du dernier appel': 'Pas de réponse',
        Essais: '1',
        'Affecté à': 'Léa M.',
        'Rang du vœu': '1',
        'État du vœu': 'Dans la liste',
        Liste: 'CFA 1',
        Collège: 'HONORE FICTIF',
      }),
    ]);
  });

  test('somebody who comes is told with her meeting, not as somebody to call', async () => {
    putPerson(banc, 1, {});
    const corps = {
      dossier: dossierId(1),
      creneau: idOf(20, 1),
      demande: null,
      etat: 'confirmee',
      motif: null,
      genre: 'entretien',
      debut: '2026-06-15T08:00:00.000Z',
      fin: '2026-06-15T09:00:00.000Z',
      rang: 1,
      demandee_le: '2026-06-02T08:00:00.000Z',
      etat_le: '2026-06-02T08:00:00.000Z',
      expire_le: null,
      source: 'public',
      remplace: null,
    };
    putLigne(banc.store, { id: idOf(21, 1), flux: fluxId(1), type: 'reservation', dossier: dossierId(1), corps });
    expect(await lines()).toEqual([
      expect.objectContaining({
        Situation: 'RDV fixé',
        'Prochaine action': 'Rendez-vous',
        'Prévue le': '15/06/2026 10:00',
      }),
    ]);
  });

  test('removed vœux are lines that say so; who has no vœu has one line without any', async () => {
    const gone = { etat: 'retire', retire_par: transmissionId(1) };
    putPerson(banc, 1, { nom: 'ALPHA' }, [{}, gone, { ...gone, deplace: 'parti' }]);
    putPerson(banc, 2, { nom: 'BETA', telephones: [phone('+33639980002')] }, []);
    const found = await lines();
    expect(found.map((line) => [line.Nom, line['Rang du vœu'], line['État du vœu']])).toEqual([
      ['ALPHA', '1', 'Dans la liste'],
      ['ALPHA', '2', 'Retiré de la liste'],
      ['ALPHA', '3', 'Parti vers une autre liste'],
      ['BETA', '', ''],
    ]);
    expect(found[3]).toMatchObject({ Formation: '', 'Téléphone responsable 1': asText('06 39 98 00 02') });
  });

  test('what people here corrected is what the file says, a struck number is told', async () => {
    putPerson(banc, 1, { nom: 'DUPOND', telephones: [phone('+33639980001')], emails: ['a@example.org'] });
    act(banc, 1, 'rectification', { champ: 'nom', valeur: 'DUPONT', ancienne: null });
    act(banc, 1, 'rectification', { champ: 'email', valeur: 'b@example.org', ancienne: null });
    act(banc, 1, 'rectification', { champ: 'telephone', valeur: '06 39 98 00 09', ancienne: null });
    act(banc, 1, 'numero', { numero: '+33639980001', etat: 'invalide' });
    expect(await lines()).toEqual([
      expect.objectContaining({
        Nom: 'DUPONT',
        'Courriel 1': 'b@example.org',
        'Courriel 2': 'a@example.org',
        'Autres téléphones': asText('06 39 98 00 09'),
        'Remarques sur les téléphones': '06 39 98 00 01 : faux numéro',
      }),
    ]);
  });

  test('whoever asked not to be contacted leaves the name and that word, and no way to be reached', async () => {
    putPerson(banc, 1, {
      nom: 'ALPHA',
      telephones: [phone('+33639980001')],
      emails: ['a@example.org', 'b@example.org'],
      adresse: { lignes: ['1 rue A'], code_postal: '01330', ville: 'VILLARS', pays: 'FRANCE' },
    });
    act(banc, 1, 'rectification', { champ: 'email', valeur: 'c@example.org', ancienne: null });
    act(banc, 1, 'rectification', { champ: 'telephone', valeur: '06 39 98 00 09', ancienne: null });
    act(banc, 1, 'opposition', {});
    const found = await lines();
    expect(found).toEqual([
      expect.objectContaining({
        Nom: 'ALPHA',
        Situation: 'Ne plus contacter',
        'Téléphone responsable 1': '',
        'Autres téléphones': '',
        'Remarques sur les téléphones': 'Ne plus contacter : les coordonnées ne sont pas exportées',
      }),
    ]);
    for (const titre of ['Courriel 1', 'Courriel 2', 'Adresse', 'Code postal', 'Ville', 'Pays'])
      expect(found[0]?.[titre], titre).toBe('');
  });

  test('one list says no to be contacted: no line of that person has a number', async () => {
    putPerson(banc, 1, { ine: '111111111AA', telephones: [phone('+33639980001')] });
    putPerson(banc, 2, { ine: '111111111AA', telephones: [phone('+33639980002')] }, [{}], 2);
    banc.project([1, 2].map(dossierId));
    act(banc, 2, 'opposition', {}, 2);
    const found = await lines();
    expect(found.map((line) => [line.Situation, line['Téléphone responsable 1']])).toEqual([
      ['Ne plus contacter', ''],
      ['Ne plus contacter', ''],
    ]);
  });

  test('a number that cannot be read is kept as received, and said', async () => {
    const telephones = [
      { brut: 'poste 12', e164: null, confiance: 'illisible', correction: null, origine: 'personnel' },
    ];
    putPerson(banc, 1, { telephones });
    expect(await lines()).toEqual([
      expect.objectContaining({
        'Téléphone candidat': 'poste 12',
        'Remarques sur les téléphones': 'poste 12 : illisible',
      }),
    ]);
  });

  test('quotes, ;, line breaks, emoji and accents survive the round trip', async () => {
    const nom = 'L’"ÉTÉ"; <b>&amp; Œuvre\n2e ligne 👩🏽‍🎓';
    putPerson(banc, 1, { nom, prenom: '  espaces  ' });
    expect(await lines()).toEqual([expect.objectContaining({ Nom: nom, Prénom: '  espaces  ' })]);
  });
});

const hostile = ['=HYPERLINK("https://example.org";"clic")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'];

describe('formulas', () => {
  test.each(hostile)('%j gets an apostrophe in the CSV: no spreadsheet runs it', async (nom) => {
    putPerson(banc, 1, { nom });
    const [line] = await csvLines();
    expect(line?.Nom).toBe(`'${nom.replace('\r', '\n')}`);
  });

  test.each(hostile)('%j is a string in the sheet, identical and never a formula', async (nom) => {
    putPerson(banc, 1, { nom });
    const [line] = await xlsxLines();
    expect(line?.Nom).toBe(nom.replace('\r', '\n'));
    expect(sheetXml()).not.toContain('<f>');
  });

  test('a code that hides one behind digits is never put in a formula of ours', async () => {
    const adresse = { lignes: [], code_postal: '1"&HYPERLINK("x")&"', ville: null, pays: null };
    putPerson(banc, 1, { adresse });
    const [line] = await csvLines();
    expect(line?.['Code postal']).toBe('1"&HYPERLINK("x")&"');
    putPerson(banc, 1, { adresse: { ...adresse, code_postal: '=1' } });
    expect((await csvLines())[0]?.['Code postal']).toBe("'=1");
  });

  test('a foreign number begins with +: it is text too', async () => {
    putPerson(banc, 1, { telephones: [phone('+32470123456')] });
    expect((await csvLines())[0]?.['Téléphone responsable 1']).toBe("'+32 470 12 34 56");
  });

  test('an ordinary text is left alone', () => {
    for (const text of ['DUPONT', 'Jean-Luc', 'a=b', '1+1', '']) expect(celluleSure(text)).toBe(text);
  });
});

describe('excel-csv', () => {
  test('begins with a BOM, its lines end by CRLF, every cell is quoted', async () => {
    putPerson(banc, 1, {});
    const text = await exportCsv();
    expect(text.startsWith('\ufeff"Nom";"Prénom";"INE";')).toBe(true);
    expect(text.match(/\r\n/g)).toHaveLength(2);
    for (const line of text.slice(1).trimEnd().split('\r\n')) expect(line).toMatch(/^(".*?")(;".*?")*$/);
  });
});

describe('excel-xlsx', () => {
  test('the header is frozen and filtered over every line, columns have a width, text stays text when edited', async () => {
    putPerson(banc, 1, {});
    putPerson(banc, 2, {});
    await xlsxLines();
    const last = lettresDe(colonnesExcel.length);
    expect(sheetXml()).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheetXml()).toContain(`<autoFilter ref="A1:${last}3"/>`);
    expect(sheetXml().match(/<col /g)).toHaveLength(colonnesExcel.length);
    expect(sheetXml().match(/<c r="[A-Z]+[23]" s="1" t="inlineStr">/g)?.length).toBeGreaterThan(10);
  });

  test('numbers are ranks and tries alone', async () => {
    putPerson(banc, 1, { telephones: [phone('+33639980001')] });
    await xlsxLines();
    const numbers = sheetXml().match(/<c r="([A-Z]+)2" s="3"><v>/g) ?? [];
    const expected = ['Essais', 'Rang du vœu'].map(
      (titre) => `<c r="${lettresDe(titles.indexOf(titre) + 1)}2" s="3"><v>`,
    );
    expect(numbers).toEqual(expected);
  });

  test('what XML cannot hold is replaced, what looks like its escapes is not read as one', async () => {
    putPerson(banc, 1, { nom: 'A\u0000B\u001fC\ud800D\uffff', prenom: '_x000D_' });
    const [line] = await xlsxLines();
    expect(line?.Nom).toBe('A\ufffdB\ufffdC\ufffdD\ufffd');
    expect(sheetXml()).toContain('<t>_x005F_x000D_</t>');
  });

  test('a cell is cut where a spreadsheet stops', async () => {
    putPerson(banc, 1, { nom: 'x'.repeat(40_000) });
    expect((await xlsxLines())[0]?.Nom).toHaveLength(32_767);
  });
});
