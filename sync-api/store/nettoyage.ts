import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * After an erasure or a purge: what was overwritten still stands in the older pages of the file, and in the journal,
 * until a checkpoint; in a quiet season that is weeks. Call it outside any transaction. A reader of another process may
 * keep it from finishing: the next one, or the next ordinary checkpoint, does.
 */
export const viderJournal = async (db: Kysely<Tables>): Promise<void> => {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
};

/**
 * Whether a commit of this connection waits until the disk has it; the next one that does takes the former ones along.
 * Call it outside any transaction.
 */
export const attendreLeDisque = async (db: Kysely<Tables>, oui: boolean): Promise<void> => {
  await sql.raw(`PRAGMA synchronous = ${oui ? 'FULL' : 'NORMAL'}`).execute(db);
  // Now, while nobody waits for it, rather than at the end of the next commit.
  if (oui) await sql`PRAGMA wal_checkpoint(PASSIVE)`.execute(db);
};
