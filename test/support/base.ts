import type { Kysely } from 'kysely';
import { type Random, systemRandom } from '../../sync-api/context.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { TestClock } from './server.ts';

/** A migrated server database in memory, and what a service needs beside it. */
export async function openTestBase(): Promise<{ db: Kysely<Tables>; clock: TestClock; random: Random }> {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  await migrate(db);
  return { db, clock: new TestClock(Date.UTC(2026, 5, 3, 8)), random: systemRandom };
}
