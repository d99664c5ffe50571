import Papa from 'papaparse';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { type Refusal, refuse } from '../errors.ts';

/** One record of a delimited file. `ligne` counts as a spreadsheet does: the header is line 1. */
export interface Enregistrement {
  ligne: number;
  valeurs: string[];
}

/** In `|` files (BCN exports) quotes are plain characters, dropped as the existing service does. */
export interface FormatTexte {
  separateur: ';' | '|';
}

/** No honest record is longer: past it a quote was left open, and reading on would hold the whole file. */
const recordLimit = 1024 * 1024;

const stop = (code: ErrorCode, details?: Record<string, unknown>): Refusal => refuse(code, 400, details);

/** Strict UTF-8, without BOM, CRLF and LF alike; a byte that is not UTF-8 refuses the file. */
async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  const read = (chunk?: Uint8Array): string => {
    try {
      return held + (chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }));
    } catch {
      throw stop('ENCODAGE_INVALIDE');
    }
  };
  for await (const chunk of bytes) {
    const text = read(chunk);
    // A chunk may end between the two characters of a line end.
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
  }
  yield read().replaceAll('\r\n', '\n');
}

/**
 * Reads a delimited text file record by record, holding one chunk at a time. Values are given as written; every
 * record has as many of them as the first one, which is the header.
 *
 * @throws Refusal ENCODAGE_INVALIDE, FICHIER_VIDE, LIGNE_TRONQUEE, LIGNE_MALFORMEE (with `ligne`); whatever the source throws
 */
export async function* lireEnregistrements(
  bytes: AsyncIterable<Uint8Array>,
  { separateur }: FormatTexte,
): AsyncGenerator<Enregistrement> {
  const parser = new Papa.Parser({ delimiter: separateur, newline: '\n', quoteChar: '"' });
  let rest = '';
  let ligne = 0;
  let columns = 0;

  function* take(last: boolean): Generator<Enregistrement> {
    const result: Papa.ParseResult<string[]> = parser.parse(rest, 0, !last);
    const errors = new Map(result.errors.map((error) => [error.row ?? 0, error.code]));
    for (const [index, valeurs] of result.data.entries()) {
      ligne += 1;
      const error = errors.get(index);
      // Quotes glued by another separator look malformed: say what is really wrong.
      if (error !== undefined && columns === 0 && !valeurs.join('').includes(separateur) && valeurs.length === 1) {
        throw stop('SEPARATEUR_INATTENDU', { attendu: separateur });
      }
      if (error !== undefined) {
        throw stop(error === 'MissingQuotes' ? 'LIGNE_TRONQUEE' : 'LIGNE_MALFORMEE', { ligne });
      }
      if (valeurs.length === 1 && valeurs[0]?.trim() === '') continue;
      if (columns === 0) columns = valeurs.length;
      if (valeurs.length < columns) throw stop('LIGNE_TRONQUEE', { ligne });
      if (valeurs.length > columns) throw stop('LIGNE_MALFORMEE', { ligne });
      yield { ligne, valeurs };
    }
    rest = rest.slice(result.meta.cursor);
  }

  for await (const decoded of decode(bytes)) {
    const text = separateur === '|' ? decoded.replaceAll('"', '') : decoded;
    rest += text;
    yield* take(false);
    if (rest.length > recordLimit) throw stop('LIGNE_TRONQUEE', { ligne: ligne + 1 });
  }
  if (rest !== '') yield* take(true);
  if (columns === 0) throw stop('FICHIER_VIDE');
}

/** The columns of a header, by name. Names are exact but for spaces around them and the Unicode form. */
export type Colonnes = ReadonlyMap<string, number>;

/**
 * Checks a header: each required column is there, none stands twice; the order does not count.
 *
 * @throws Refusal SEPARATEUR_INATTENDU or ENTETE_INATTENDU with `manquantes` and `doubles`, names of columns
 */
export function lireEntete(
  valeurs: readonly string[],
  required: readonly string[],
  { separateur }: FormatTexte,
): Colonnes {
  const names = valeurs.map((name) => name.trim().normalize('NFC'));
  const [only = ''] = names;
  if (names.length === 1 && required.length > 1 && /[;,\t|]/.test(only)) {
    throw stop('SEPARATEUR_INATTENDU', { attendu: separateur });
  }
  const columns = new Map<string, number>();
  const doubles: string[] = [];
  for (const [index, name] of names.entries()) {
    if (columns.has(name) && name !== '') doubles.push(name);
    else columns.set(name, index);
  }
  const manquantes = required.filter((name) => !columns.has(name));
  if (manquantes.length > 0 || doubles.length > 0) throw stop('ENTETE_INATTENDU', { manquantes, doubles });
  return columns;
}

/** The value of a column, trimmed; an absent column reads as empty. */
export const valeurDe = ({ valeurs }: Enregistrement, columns: Colonnes, name: string): string => {
  const index = columns.get(name);
  return index === undefined ? '' : (valeurs[index]?.trim() ?? '');
};

/**
 * Reads a whole reference file: header checked, then each record given to `read`.
 *
 * @returns the number of records
 * @throws what {@link lireEnregistrements} and {@link lireEntete} throw, and FICHIER_SANS_LIGNE for a header alone
 */
export async function lireTable(
  bytes: AsyncIterable<Uint8Array>,
  required: readonly string[],
  format: FormatTexte,
  read: (record: Enregistrement, value: (name: string) => string) => void,
): Promise<number> {
  let columns: Colonnes | null = null;
  let total = 0;
  for await (const record of lireEnregistrements(bytes, format)) {
    if (columns === null) {
      columns = lireEntete(record.valeurs, required, format);
      continue;
    }
    const header = columns;
    total += 1;
    read(record, (name) => valeurDe(record, header, name));
  }
  if (total === 0) throw stop('FICHIER_SANS_LIGNE');
  return total;
}
