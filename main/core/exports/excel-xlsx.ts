import { strToU8, Zip, ZipDeflate } from 'fflate';
import { type ColonneExcel, colonnesExcel, type Source, sourceOf } from './colonnes-excel.ts';
import type { Encodeur } from './encodeur.ts';
import { sautsDeLigne } from './excel-csv.ts';

/**
 * One sheet, written as it is read: a workbook held in memory costs gigabytes at 100,000 lines, and the writers of the
 * registry hold it or are no longer kept. The parts are those of ECMA-376, part 1; the zip is fflate's.
 * Every cell is an inline string in the text format (49), so nothing of it is ever a formula or a quantity, even after
 * somebody edits it. Order of the sheet's elements: views, columns, rows, filter.
 */
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes of `cellXfs` below. */
const styles = { texte: 1, titre: 2, nombre: 3 } as const;

const parts: readonly (readonly [chemin: string, xml: string])[] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Candidats" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  ],
];

/** Rows of a sheet, the header among them: one more and Excel cuts the file. Eight times what the whole country has. */
const rowsMax = 1_048_576;
/** Characters of a cell. */
const cellMax = 32_767;

/** What XML cannot hold at all: controls, halves of a surrogate pair, the two last code points. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** A spreadsheet reads `_x000D_` as the character of that number, unless its underscore is written so itself. */
const escapeLike = /_(?=x[0-9A-Fa-f]{4}_)/g;
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function xmlText(text: string): string {
  const cut = text.length > cellMax ? text.slice(0, cellMax) : text;
  return cut
    .replace(forbidden, '\ufffd')
    .replace(escapeLike, '_x005F_')
    .replace(/[&<>]/g, (sign) => markup[sign] ?? sign);
}

/** 1 -> A, 27 -> AA. */
export function lettresDe(colonne: number): string {
  const before = Math.floor((colonne - 1) / 26);
  return (before > 0 ? lettresDe(before) : '') + String.fromCharCode(65 + ((colonne - 1) % 26));
}

const letters = colonnesExcel.map((_, index) => lettresDe(index + 1));

const textCell = (place: string, style: number, value: string): string => {
  const space = /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(value)}</t></is></c>`;
};

function cell({ genre, lire }: ColonneExcel, source: Source, place: string): string {
  const value = lire(source);
  if (value === null || value === '') return '';
  if (genre === 'nombre' && typeof value === 'number')
    return `<c r="${place}" s="${styles.nombre}"><v>${value}</v></c>`;
  return textCell(place, styles.texte, sautsDeLigne(String(value)));
}

const sheetHead = (): string => {
  const cols = colonnesExcel
    .map(({ genre, largeur }, index) => {
      const style = genre === 'nombre' ? styles.nombre : styles.texte;
      return `<col min="${index + 1}" max="${index + 1}" width="${largeur}" style="${style}" customWidth="1"/>`;
    })
    .join('');
  const titles = colonnesExcel.map(({ titre }, index) => textCell(`${letters[index]}1`, styles.titre, titre)).join('');
  return `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData><row r="1">${titles}</row>`;
};

/** @param nowMs the date that the zip gives its parts. */
export function createExcelXlsx(nowMs: number): Encodeur {
  let chunks: Uint8Array[] = [];
  let rows = 1;
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  const add = (chemin: string): ZipDeflate => {
    const part = new ZipDeflate(chemin, { level: 4 });
    part.mtime = nowMs;
    zip.add(part);
    return part;
  };
  const taken = (): Uint8Array => {
    const bytes = Buffer.concat(chunks);
    chunks = [];
    return bytes;
  };
  let sheet: ZipDeflate | null = null;
  return {
    retient: () => true,
    debut() {
      for (const [chemin, xml] of parts) add(chemin).push(strToU8(xmlHead + xml), true);
      sheet = add('xl/worksheets/sheet1.xml');
      sheet.push(strToU8(sheetHead()));
      return taken();
    },
    lignes(lines) {
      let xml = '';
      for (const line of lines) {
        rows += 1;
        const source = sourceOf(line);
        const cells = colonnesExcel.map((colonne, index) => cell(colonne, source, `${letters[index]}${rows}`));
        xml += `<row r="${rows}">${cells.join('')}</row>`;
      }
      if (rows > rowsMax) throw new RangeError('a sheet has 1,048,576 rows');
      sheet?.push(strToU8(xml));
      return taken();
    },
    fin() {
      const last = `${letters.at(-1)}${rows}`;
      sheet?.push(strToU8(`</sheetData><autoFilter ref="A1:${last}"/></worksheet>`), true);
      zip.end();
      return taken();
    },
  };
}
