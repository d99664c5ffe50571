import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** The queries of a server are a few dozen texts; what grows without end is lists of parameters. */
const maxStatements = 200;
/** Rows written by hundreds make texts that hardly ever come back. */
const maxCharacters = 4_000;
/** What may change the columns of a statement that was prepared before. */
const changesSchema = /^\s*(create|alter|drop|attach|detach|vacuum|reindex)\b/i;

/**
 * A connection that keeps its statements. Kysely prepares each query again, which costs SQLite more than most of the
 * queries of a push. The least recently used leaves; a change of schema empties the cache; the end of the connection
 * ends every statement. `iterate` gets a statement of its own: one that is being read cannot be run again.
 */
export class StatementCache implements SqliteDatabase {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Statements held now. */
  get size(): number {
    return this.#statements.size;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    if (changesSchema.test(sql)) {
      this.#statements.clear();
      return this.#database.prepare(sql);
    }
    const prepared = this.#database.prepare<[readonly unknown[]]>(sql);
    const statement: SqliteStatement = {
      reader: prepared.reader,
      all: (parameters) => prepared.all(parameters),
      run: (parameters) => prepared.run(parameters),
      iterate: (parameters) => this.#database.prepare<[readonly unknown[]]>(sql).iterate(parameters),
    };
    if (sql.length > maxCharacters) return statement;
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > maxStatements && oldest !== undefined) this.#statements.delete(oldest);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}
