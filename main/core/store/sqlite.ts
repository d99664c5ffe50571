import Database from 'better-sqlite3';
import { type Failure, failure } from '../../../shared/contract/errors.ts';

export type Sqlite = Database.Database;

/** SQLite's own code of a caught error, null when it came from elsewhere. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/**
 * The failures of a database that a person can do something about; anything else is a bug and is thrown on.
 * A full disk is met while writing (FULL) or while the journal grows (IOERR_WRITE family).
 */
export function storeFailure(error: unknown): { ok: false; error: Failure } | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE') return failure('DISQUE_PLEIN');
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_CANTOPEN')) {
    return failure('BASE_ILLISIBLE', { sqlite: code });
  }
  return null;
}

/** Prepared statements of one module, built once per connection and dropped with it. */
export function perDatabase<T>(build: (db: Sqlite) => T): (db: Sqlite) => T {
  const built = new WeakMap<Sqlite, T>();
  return (db) => {
    const known = built.get(db);
    if (known !== undefined) return known;
    const fresh = build(db);
    built.set(db, fresh);
    return fresh;
  };
}

const keyShape = /^[0-9a-f]{64}$/;

/**
 * One encrypted connection. The key goes raw to the cipher: no derivation, so it must be 256 random bits.
 * `temp_store=memory` because sorts and index builds otherwise spill clear text into the temp folder.
 */
export function connect(file: string, keyHex: string, verbose: ((sql: string) => void) | undefined): Sqlite {
  if (!keyShape.test(keyHex)) throw new Error('A store key is 64 lower-case hexadecimal digits.');
  const db = new Database(file, verbose === undefined ? {} : { verbose: (message) => verbose(String(message)) });
  try {
    db.pragma("cipher='sqlcipher'");
    db.pragma(`key="x'${keyHex}'"`);
    db.pragma('temp_store=memory');
    // The first read proves the key; nothing may be written before it.
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    db.pragma('secure_delete=on');
    return db;
  } catch (error: unknown) {
    db.close();
    throw error;
  }
}
