import Papa from 'papaparse';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Separateur } from './colonnes.ts';

/** One record of the file. `ligne` counts as a spreadsheet does: the header is line 1. */
export interface Enregistrement {
  ligne: number;
  cellules: string[];
}

/** No honest record is longer: past it a quote was left open, and reading on would hold the whole file. */
const longestRecord = 256 * 1024;

/**
 * Cuts the text of a file into records, holding no more than the one that is not complete. CRLF, LF and CR end a line;
 * inside quotes they are part of the cell.
 */
export class Enregistrements {
  readonly #parser: Papa.Parser;
  #rest = '';
  #held = '';
  #ligne = 0;

  constructor(separateur: Separateur) {
    this.#parser = new Papa.Parser({ delimiter: separateur, newline: '\n', quoteChar: '"' });
  }

  /** Failures: LIGNE_TRONQUEE (a quote never closed), LIGNE_MALFORMEE (`motif`: guillemets, trop-longue), with `ligne`. */
  push(text: string, isLast: boolean): Result<Enregistrement[]> {
    const whole = this.#held + text;
    // A chunk may end between the two characters of a line end.
    this.#held = !isLast && whole.endsWith('\r') ? '\r' : '';
    this.#rest += whole.slice(0, whole.length - this.#held.length).replace(/\r\n?/g, '\n');
    if (this.#rest === '') return success([]);
    const { data, errors, meta }: Papa.ParseResult<string[]> = this.#parser.parse(this.#rest, 0, !isLast);
    const faults = new Map(errors.map((error) => [error.row ?? 0, error.code]));
    const found: Enregistrement[] = [];
    for (const [index, cellules] of data.entries()) {
      this.#ligne += 1;
      const fault = faults.get(index);
      if (fault === 'MissingQuotes') return failure('LIGNE_TRONQUEE', { ligne: this.#ligne, motif: 'guillemet' });
      if (fault !== undefined) return failure('LIGNE_MALFORMEE', { ligne: this.#ligne, motif: 'guillemets' });
      // What a spreadsheet leaves below a table.
      if (cellules.some((cellule) => cellule.trim() !== '')) found.push({ ligne: this.#ligne, cellules });
    }
    this.#rest = this.#rest.slice(meta.cursor);
    if (isLast) this.#rest = '';
    if (this.#rest.length > longestRecord) {
      return failure('LIGNE_MALFORMEE', { ligne: this.#ligne + 1, motif: 'trop-longue' });
    }
    return success(found);
  }
}
