import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows per statement: enough that the statement costs nothing, few enough that its text is kept prepared. */
const rowsAtOnce = 50;

/** Values of the columns of one row, in one order for all. */
type Values = Readonly<Record<string, string | number | null>>;

/**
 * Inserts many rows of one shape: the query is built and compiled once for fifty of them, then run with the values of
 * the next fifty. Building it again costs more than SQLite takes to run it.
 */
export class InsertMany<R extends Values> {
  readonly #build: (trx: Kysely<Tables>, rows: R[]) => CompiledQuery;
  #fifty: CompiledQuery | null = null;

  /** @param build the insert of these rows; it must bind every value, row after row, and nothing else */
  constructor(build: (trx: Kysely<Tables>, rows: R[]) => CompiledQuery) {
    this.#build = build;
  }

  /** @returns how many rows the database says it wrote: fewer when the insert leaves some aside */
  async run(trx: Kysely<Tables>, rows: readonly R[]): Promise<number> {
    let written = 0n;
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const part = rows.slice(start, start + rowsAtOnce);
      const query = part.length === rowsAtOnce ? this.#compileFifty(trx, part) : this.#build(trx, part);
      written += (await trx.executeQuery(query)).numAffectedRows ?? 0n;
    }
    return Number(written);
  }

  #compileFifty(trx: Kysely<Tables>, part: R[]): CompiledQuery {
    const parameters = part.flatMap((row): unknown[] => Object.values(row));
    this.#fifty ??= this.#build(trx, part);
    if (this.#fifty.parameters.length !== parameters.length) throw new Error('rows of another shape');
    return { ...this.#fifty, parameters };
  }
}
