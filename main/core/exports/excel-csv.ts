import Papa from 'papaparse';
import { type ColonneExcel, colonnesExcel, type Source, sourceOf } from './colonnes-excel.ts';
import type { Encodeur } from './encodeur.ts';

/**
 * « Excel lisible »: what Excel reads as a formula or as a quantity when a person double-clicks the file is written so
 * that it stays text. The `="…"` form is itself a formula: it only ever goes around digits and spaces.
 */
const digitsOnly = /^[0-9][0-9 ]*$/;
/** Blanks before the sign are skipped by some spreadsheets; the wide signs are the same to others. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Inside a cell Excel breaks lines at LF alone. */
export const sautsDeLigne = (text: string): string => text.replace(/\r\n?/g, '\n');

export const celluleSure = (text: string): string => (formula.test(text) ? `'${text}` : text);

function cellule({ genre, lire }: ColonneExcel, source: Source): string {
  const value = lire(source);
  if (value === null || value === '') return '';
  if (typeof value === 'number') return String(value);
  if (genre === 'code' && digitsOnly.test(value)) return `="${value}"`;
  return celluleSure(sautsDeLigne(value));
}

const format = { delimiter: ';', newline: '\r\n', quotes: true, header: false } as const;
const text = (rows: string[][]): Uint8Array =>
  Buffer.from(rows.length === 0 ? '' : `${Papa.unparse(rows, format)}\r\n`, 'utf8');
const bom = Buffer.from('\ufeff', 'utf8');

export const createExcelCsv = (): Encodeur => ({
  retient: () => true,
  debut: () => Buffer.concat([bom, text([colonnesExcel.map(({ titre }) => titre)])]),
  lignes: (lines) =>
    text(
      lines.map((line) => {
        const source = sourceOf(line);
        return colonnesExcel.map((colonne) => cellule(colonne, source));
      }),
    ),
  fin: () => new Uint8Array(),
});
