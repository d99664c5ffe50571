import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { premiereLocale, readLocal, writeLocal } from './local.ts';
import { fileVersion, migrate, removeCopy, removeOldCopy } from './migrate.ts';
import * as initial from './migrations/0010-initial.ts';
import * as projection from './migrations/0020-projection.ts';
import * as listes from './migrations/0030-listes.ts';
import * as importMain from './migrations/0040-import.ts';
import * as demandes from './migrations/0050-demandes.ts';
import * as rapprochements from './migrations/0060-rapprochements.ts';
import * as brouillonsReponse from './migrations/0070-brouillons-reponse.ts';
import * as agenda from './migrations/0080-agenda.ts';
import * as rappels from './migrations/0090-rappels.ts';
import * as brouillonsMessage from './migrations/0100-brouillons-message.ts';
import * as brouillonsAppel from './migrations/0110-brouillons-appel.ts';
import * as brouillonsDeQui from './migrations/0120-brouillons-de-qui.ts';
import { type Snapshot, Snapshots } from './snapshots.ts';
import { connect, type Sqlite, storeFailure } from './sqlite.ts';

/**
 * The encrypted file of one account. Two connections (PROTOCOL 2, Durability): what a person does is written with
 * synchronous=FULL, what is pulled with NORMAL, because a pull can be pulled again.
 *
 * A first sync is another animal (facts/sync-api.md, e): one connection, rollback journal, no secondary index.
 * Appended pages are then written and encrypted once instead of twice, and a kill resumes at the saved cursor.
 */
export interface Store {
  readonly file: string;
  readonly mode: 'normal' | 'premiere';
  /** synchronous=FULL: actes, drafts, settings. */
  readonly persons: Sqlite;
  /** synchronous=NORMAL: pulled rows and cursors. The same connection as `persons` during a first sync. */
  readonly bulk: Sqlite;
  /**
   * BEGIN IMMEDIATE on `persons`; a failure returned by `work` rolls everything back. No await inside: `work` is
   * synchronous by type. SQLITE_FULL becomes DISQUE_PLEIN, other exceptions roll back and are thrown on.
   */
  writePersons<T>(work: (db: Sqlite) => Result<T>): Result<T>;
  /** The same on `bulk`. */
  writeBulk<T>(work: (db: Sqlite) => Result<T>): Result<T>;
  /** BEGIN IMMEDIATE on one of the two connections for a caller whose whole run has one guard: everything is thrown. */
  write<T>(db: Sqlite, work: () => T): T;
  /** For a long read beside the writers (an export). @throws during a first sync, whose journal forbids it */
  snapshot(): Snapshot;
  /** Ends the first sync: secondary indexes, then WAL and two connections. Does nothing when already done. */
  finishFirstSync(): Result<void>;
  /** After a purge: nothing of what left may stay in the search, the WAL, free pages or the copy before a migration. */
  scrub(): Result<void>;
  close(): void;
}

export interface OpenStore {
  file: string;
  /** 64 lower-case hexadecimal digits. */
  keyHex: string;
  /** `premiere` for a fresh file; a file whose first sync is unfinished or done opens as what it is. */
  mode: 'normal' | 'premiere';
  /** Wall clock, milliseconds: a copy older than seven days goes. */
  nowMs?: number;
  /** Called with each statement run, for measures. */
  onStatement?: (sql: string) => void;
}

const migrations = [
  {
    version: initial.version,
    up: (db: Sqlite): void => {
      db.exec(initial.tables);
    },
  },
  {
    version: projection.version,
    up: (db: Sqlite): void => {
      db.exec(projection.tables);
    },
  },
  ...[
    listes,
    importMain,
    demandes,
    rapprochements,
    brouillonsReponse,
    agenda,
    rappels,
    brouillonsMessage,
    brouillonsAppel,
    brouillonsDeQui,
  ].map(({ version, tables }) => ({
    version,
    up: (db: Sqlite): void => {
      db.exec(tables);
    },
  })),
];

/** The indexes of the lists, once everybody is there. */
const deferred = `${projection.deferred}${rappels.deferred}`;

interface Connections {
  mode: 'normal' | 'premiere';
  persons: Sqlite;
  bulk: Sqlite;
}

/**
 * A page that is not in memory has to be decrypted again: the lists of 20,000 people fit in what each connection keeps,
 * and so do the indexes that every pulled row touches at random places.
 */
const cacheKiB = 32_000;
/** A checkpoint copies pages to the file: one that many commits wrote again is copied once. 16 MB of journal. */
const pagesPerCheckpoint = 4_000;

function tuneFirst(db: Sqlite): void {
  db.pragma('journal_mode=truncate');
  db.pragma('synchronous=full');
  db.pragma(`cache_size=-${cacheKiB}`);
}

function tuneNormal(db: Sqlite, synchronous: 'full' | 'normal'): void {
  db.pragma('journal_mode=wal');
  db.pragma(`synchronous=${synchronous}`);
  db.pragma(`cache_size=-${cacheKiB}`);
  db.pragma(`wal_autocheckpoint=${pagesPerCheckpoint}`);
}

function prepareFile(db: Sqlite, options: OpenStore): Result<'normal' | 'premiere'> {
  const fresh = fileVersion(db) === 0;
  // Rollback journal before the first table: the whole first sync then appends pages without a WAL.
  if (fresh) tuneFirst(db);
  const migrated = migrate(db, options.file, migrations);
  if (!migrated.ok) return migrated;
  if (readLocal(db, 'premiere', premiereLocale) === null) {
    writeLocal(db, 'premiere', options.mode === 'premiere' ? 'en-cours' : 'faite');
  }
  const done = readLocal(db, 'premiere', premiereLocale) === 'faite';
  if (done) db.exec(deferred);
  return success(done ? 'normal' : 'premiere');
}

function openConnections(options: OpenStore): Result<Connections> {
  const first = connect(options.file, options.keyHex, options.onStatement);
  try {
    const mode = prepareFile(first, options);
    if (!mode.ok) {
      first.close();
      return mode;
    }
    if (mode.value === 'premiere') {
      tuneFirst(first);
      return success({ mode: 'premiere', persons: first, bulk: first });
    }
    tuneNormal(first, 'full');
    const second = connect(options.file, options.keyHex, options.onStatement);
    tuneNormal(second, 'normal');
    return success({ mode: 'normal', persons: first, bulk: second });
  } catch (error: unknown) {
    first.close();
    throw error;
  }
}

/** The two full-text indexes (main/core/candidats/search-index.ts). */
export const searchTables = ['candidat_texte', 'candidat_chiffres'] as const;

/** Asks for a scrub in the transaction that erases: whatever happens next, it is made. */
export const askScrub = (db: Sqlite): void => writeLocal(db, 'a-nettoyer', true);

export const isScrubAsked = (db: Sqlite): boolean => readLocal(db, 'a-nettoyer', z.literal(true)) === true;

/** Carries a failure through better-sqlite3's rollback, which only an exception triggers. */
class Rollback extends Error {}

function write<T>(db: Sqlite, work: (db: Sqlite) => Result<T>): Result<T> {
  let outcome: Result<T> | null = null;
  try {
    return db
      .transaction(() => {
        outcome = work(db);
        if (!outcome.ok) throw new Rollback();
        return outcome;
      })
      .immediate();
  } catch (error: unknown) {
    if (error instanceof Rollback && outcome !== null) return outcome;
    const known = storeFailure(error);
    if (known !== null) return known;
    throw error;
  }
}

function guarded(work: () => void): Result<void> {
  try {
    return success(work());
  } catch (error: unknown) {
    const known = storeFailure(error);
    if (known !== null) return known;
    throw error;
  }
}

class EncryptedStore implements Store {
  readonly file: string;
  readonly #options: OpenStore;
  readonly #snapshots: Snapshots;
  #open: Connections;

  constructor(options: OpenStore, open: Connections) {
    this.file = options.file;
    this.#options = options;
    this.#snapshots = new Snapshots(options.file, options.keyHex, options.onStatement);
    this.#open = open;
  }

  get mode(): 'normal' | 'premiere' {
    return this.#open.mode;
  }

  get persons(): Sqlite {
    return this.#open.persons;
  }

  get bulk(): Sqlite {
    return this.#open.bulk;
  }

  writePersons<T>(work: (db: Sqlite) => Result<T>): Result<T> {
    return write(this.#open.persons, work);
  }

  writeBulk<T>(work: (db: Sqlite) => Result<T>): Result<T> {
    return write(this.#open.bulk, work);
  }

  write<T>(db: Sqlite, work: () => T): T {
    return db.transaction(work).immediate();
  }

  snapshot(): Snapshot {
    if (this.#open.mode === 'premiere') throw new Error('a first sync shares its file with nobody');
    return this.#snapshots.take();
  }

  finishFirstSync(): Result<void> {
    if (this.#open.mode === 'normal') return success(undefined);
    const only = this.#open.persons;
    return guarded(() => {
      only
        .transaction(() => {
          only.exec(deferred);
          writeLocal(only, 'premiere', 'faite');
        })
        .immediate();
      tuneNormal(only, 'full');
      const second = connect(this.file, this.#options.keyHex, this.#options.onStatement);
      tuneNormal(second, 'normal');
      this.#open = { mode: 'normal', persons: only, bulk: second };
    });
  }

  scrub(): Result<void> {
    return guarded(() => {
      this.#snapshots.closeAll();
      removeCopy(this.file);
      const { bulk } = this.#open;
      // The search index holds no text of its own, so deleting somebody only marks their words: a merge drops them.
      for (const table of searchTables) bulk.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
      writeLocal(bulk, 'a-nettoyer', null);
      if (this.#open.mode === 'premiere') return;
      // A connection that has read nothing since the other one wrote finds its own old view in the way, and waits.
      for (const db of [this.#open.bulk, this.#open.persons]) db.prepare('SELECT count(*) FROM local').get();
      this.#open.persons.pragma('wal_checkpoint(TRUNCATE)');
    });
  }

  close(): void {
    this.#snapshots.closeAll();
    if (this.#open.bulk !== this.#open.persons) this.#open.bulk.close();
    this.#open.persons.close();
  }
}

/** Failures: BASE_ILLISIBLE (the caller keeps the file aside), BASE_PLUS_RECENTE, DISQUE_PLEIN. */
export function openStore(options: OpenStore): Result<Store> {
  try {
    // Made here so that it is born readable by its owner alone; the WAL takes the same rights.
    closeSync(openSync(options.file, 'a', 0o600));
  } catch {
    return failure('BASE_ILLISIBLE', { sqlite: 'SQLITE_CANTOPEN' });
  }
  try {
    const open = openConnections(options);
    if (open.ok && options.nowMs !== undefined) removeOldCopy(options.file, options.nowMs);
    return open.ok ? success(new EncryptedStore(options, open.value)) : open;
  } catch (error: unknown) {
    const known = storeFailure(error);
    if (known !== null) return known;
    throw error;
  }
}
