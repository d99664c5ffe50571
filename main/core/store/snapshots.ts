import { connect, type Sqlite } from './sqlite.ts';

/** A view of the file that no later write changes. */
export interface Snapshot {
  readonly db: Sqlite;
  /** Whether the view still stands: an erasure closes every view of what it erased. */
  isOpen(): boolean;
  close(): void;
}

/** A reader goes through everybody once: keeping their pages would only cost memory. */
const cacheKiB = 8_000;

/**
 * Read-only connections of their own, one read transaction each: in WAL the writers neither wait for them nor are seen
 * by them. What is erased must leave the journal too, which an open view holds back, so `closeAll` comes first.
 */
export class Snapshots {
  readonly #file: string;
  readonly #keyHex: string;
  readonly #onStatement: ((sql: string) => void) | undefined;
  readonly #open = new Set<Sqlite>();

  constructor(file: string, keyHex: string, onStatement: ((sql: string) => void) | undefined) {
    this.#file = file;
    this.#keyHex = keyHex;
    this.#onStatement = onStatement;
  }

  take(): Snapshot {
    const db = connect(this.#file, this.#keyHex, this.#onStatement);
    try {
      db.pragma('query_only=on');
      db.pragma(`cache_size=-${cacheKiB}`);
      db.exec('BEGIN');
      // The view is that of the first read, not that of BEGIN.
      db.prepare('SELECT count(*) FROM local').get();
    } catch (error: unknown) {
      db.close();
      throw error;
    }
    this.#open.add(db);
    return {
      db,
      isOpen: () => db.open,
      close: () => {
        this.#open.delete(db);
        db.close();
      },
    };
  }

  closeAll(): void {
    for (const db of this.#open) db.close();
    this.#open.clear();
  }
}
