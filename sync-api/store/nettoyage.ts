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
 * Runs what others wait for without moving the journal into the file at its end; that is done after, while everybody
 * writes. Call it outside any transaction.
 */
export async function sansPointDeControle<T>(db: Kysely<Tables>, run: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ wal_autocheckpoint: number }>`PRAGMA wal_autocheckpoint`.execute(db);
  await sql`PRAGMA wal_autocheckpoint = 0`.execute(db);
  try {
    return await run();
  } finally {
    await sql.raw(`PRAGMA wal_autocheckpoint = ${rows[0]?.wal_autocheckpoint ?? 1_000}`).execute(db);
  }
}

/** Moves what it can of the journal into the file, waiting for nobody. */
export const reporterJournal = async (db: Kysely<Tables>): Promise<void> => {
  await sql`PRAGMA wal_checkpoint(PASSIVE)`.execute(db);
};

/**
 * Whether a commit of this connection waits until the disk has it; the next one that does takes the former ones along.
 * Call it outside any transaction.
 */
export const attendreLeDisque = async (db: Kysely<Tables>, oui: boolean): Promise<void> => {
  await sql.raw(`PRAGMA synchronous = ${oui ? 'FULL' : 'NORMAL'}`).execute(db);
  // Now, while nobody waits for it, rather than at the end of the next commit.
  if (oui) await reporterJournal(db);
};
