import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows per statement: enough that the statement costs nothing, few enough that its text is kept prepared. */
const rowsAtOnce = 50;

/** Values of the columns of one row, in one order for all. */
type Values = Readonly<Record<string, string | number | null>>;

/**
 * Inserts many rows of one shape, fifty at once: the query is built and compiled once for each count of rows, then run with
 * the values of the next ones. Building it again costs more than SQLite takes to run it.
 */
export class InsertMany<R extends Values> {
  readonly #build: (trx: Kysely<Tables>, rows: R[]) => CompiledQuery;
  /** The text for so many rows: kept without the rows that it was built with. */
  readonly #compiled = new Map<number, { sql: string; values: number }>();

  /** @param build the insert of these rows; it must bind every value, row after row, and nothing else */
  constructor(build: (trx: Kysely<Tables>, rows: R[]) => CompiledQuery) {
    this.#build = build;
  }

  /** @returns how many rows the database says it wrote: fewer when the insert leaves some aside */
  async run(trx: Kysely<Tables>, rows: readonly R[]): Promise<number> {
    let written = 0n;
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const part = rows.slice(start, start + rowsAtOnce);
      written += (await trx.executeQuery(this.#compile(trx, part))).numAffectedRows ?? 0n;
    }
    return Number(written);
  }

  #compile(trx: Kysely<Tables>, part: R[]): CompiledQuery {
    const parameters = part.flatMap((row): unknown[] => Object.values(row));
    let known = this.#compiled.get(part.length);
    if (known === undefined) {
      const built = this.#build(trx, part);
      known = { sql: built.sql, values: built.parameters.length };
      this.#compiled.set(part.length, known);
    }
    if (known.values !== parameters.length) throw new Error('rows of another shape');
    return CompiledQuery.raw(known.sql, parameters);
  }
}
