import Database from 'better-sqlite3';
import {
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteDialect,
} from 'kysely';
import { StatementCache } from './statement-cache.ts';

/** Kysely's own adapter says no, and then a failed migration leaves half its tables behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class EncryptedSqliteDialect implements Dialect {
  readonly #inner: SqliteDialect;

  constructor(database: Database.Database) {
    this.#inner = new SqliteDialect({ database: new StatementCache(database) });
  }

  createDriver(): Driver {
    return this.#inner.createDriver();
  }

  createQueryCompiler(): QueryCompiler {
    return this.#inner.createQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return this.#inner.createIntrospector(db);
  }
}

const cacheKiB = 32_768;
/** Of 4 KiB: the WAL is emptied when it holds 64 MiB. */
const checkpointPages = 16_000;

/**
 * Opens the one connection that writes: a second one in this process would block the event loop.
 *
 * @param file path, or `:memory:` (never encrypted: it never reaches a disk)
 * @param key 64 hexadecimal digits given raw to the cipher
 * @param busyTimeoutMs how long a writer waits for the lock of another process; it blocks the event loop meanwhile
 * @throws whatever SQLite says when the key is wrong or the file is not a database
 */
export function openSqlite(file: string, key: string, busyTimeoutMs = 5_000): { dialect: Dialect; close(): void } {
  const database = new Database(file);
  try {
    if (file !== ':memory:') {
      database.pragma("cipher='sqlcipher'");
      database.pragma(`key="x'${key}'"`);
    }
    // The first read proves the key; nothing may be written before it.
    database.prepare('select count(*) from sqlite_master').get();
    database.pragma('journal_mode=WAL');
    database.pragma('synchronous=FULL');
    database.pragma('foreign_keys=ON');
    database.pragma('temp_store=MEMORY');
    database.pragma('secure_delete=ON');
    // A push writes all over four indexes: the pages it moves stay decrypted, and go to the file once, not per push.
    database.pragma(`cache_size=-${cacheKiB}`);
    database.pragma(`wal_autocheckpoint=${checkpointPages}`);
    database.pragma(`busy_timeout=${busyTimeoutMs}`);
  } catch (error: unknown) {
    database.close();
    throw error;
  }
  return { dialect: new EncryptedSqliteDialect(database), close: () => database.close() };
}
