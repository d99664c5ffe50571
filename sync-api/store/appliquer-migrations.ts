import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { refuse } from '../errors.ts';

/**
 * Brings a base to the newest of `known`, in one transaction: a failing migration leaves nothing behind. Another process
 * that holds the lock is told by its own error, which is worth another try.
 *
 * @throws Refusal BASE_PLUS_RECENTE when a newer server wrote this base
 * @returns the error of a migration, or undefined
 */
export async function appliquerMigrations<T>(db: Kysely<T>, known: Record<string, Migration>): Promise<unknown> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  if (await hasNewerMigration(db, known)) throw refuse('BASE_PLUS_RECENTE', 500);
  return (await migrator.migrateToLatest()).error;
}

async function hasNewerMigration<T>(db: Kysely<T>, known: Record<string, Migration>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return false;
  const { rows: applied } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return applied.some(({ name }) => known[name] === undefined);
}
