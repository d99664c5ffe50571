import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../sync-api/config.ts';
import { type ServerDeps, systemRandom } from '../../sync-api/context.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { TestClock } from './server.ts';

/** An empty server on a day, to build the demo on; it ends with the test. */
export const serveurDuJour = async (le: string): Promise<{ db: Kysely<Tables>; deps: ServerDeps }> => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '5a'.repeat(32) });
  onTestFinished(() => db.destroy());
  await migrate(db);
  const read = readConfig({ DATABASE_URL: 'sqlite::memory:' });
  if (!read.ok) throw new Error('no settings');
  const clock = new TestClock(Date.parse(le));
  const serveur = await ensureServeur(db, clock, systemRandom);
  const journal = createJournal(() => undefined, clock);
  return { db, deps: { db, clock, random: systemRandom, serveur, config: read.config, journal } };
};
