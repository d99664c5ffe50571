import { closeSync, openSync } from 'node:fs';
import { Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Refusal, refuse } from '../errors.ts';
import { appliquerMigrations } from '../store/appliquer-migrations.ts';
import { isBusy } from '../store/busy.ts';
import { serverBusyTimeoutMs, sqliteFile } from '../store/database.ts';
import { openSqlite } from '../store/dialect.ts';
import { loadDatabaseKey } from '../store/key.ts';
import { initial } from './migrations/0010-initial.ts';
import { depotsGardes } from './migrations/0020-depots-gardes.ts';
import { agenda } from './migrations/0030-agenda.ts';
import type { TablesGuichet } from './tables.ts';

/** Numbered by tens, in order; once released a migration is frozen (STYLE, house rule 9). */
export const migrationsGuichet: Record<string, Migration> = {
  '0010-initial': initial,
  '0020-depots-gardes': depotsGardes,
  '0030-agenda': agenda,
};

/** Both roles start together after a reboot, and both bring the file to the newest schema. */
const essaisDeMigration = 20;
/** Of 4 KiB: a file that mostly holds what is about to leave keeps a short journal. */
const checkpointPages = 256;

/**
 * Opens the guichet and brings it to the newest schema. Two processes hold it open: each of its writes is short, so that
 * neither waits for the other longer than the busy timeout. Close with `db.destroy()`.
 *
 * @param url `sqlite:FILE` or `sqlite::memory:`
 * @param key 64 lower-case hexadecimal digits ({@link loadGuichetKey}); unused in memory
 * @throws Refusal REQUETE_INVALIDE for another kind of URL, BASE_ILLISIBLE when the key does not open the file,
 *   BASE_PLUS_RECENTE when a newer server wrote it
 */
export async function openGuichet({ url, key }: { url: string; key: string }): Promise<Kysely<TablesGuichet>> {
  const db = openFile(url, key);
  try {
    await sql`pragma wal_autocheckpoint=${sql.lit(checkpointPages)}`.execute(db);
    await migrer(db);
    return db;
  } catch (error: unknown) {
    await db.destroy();
    throw error;
  }
}

function openFile(url: string, key: string): Kysely<TablesGuichet> {
  const file = sqliteFile(url);
  if (file === null) throw refuse('REQUETE_INVALIDE', 400, { champ: 'GUICHET_URL' });
  try {
    // SQLite would follow the umask; its journals take the mode of the file.
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
    return new Kysely<TablesGuichet>({ dialect: openSqlite(file, key, serverBusyTimeoutMs).dialect });
  } catch {
    throw refuse('BASE_ILLISIBLE', 500, { raison: 'GUICHET_ILLISIBLE' });
  }
}

async function migrer(db: Kysely<TablesGuichet>): Promise<void> {
  for (let essai = 1; ; essai += 1) {
    const error = await appliquerMigrations(db, migrationsGuichet).catch((thrown: unknown) => thrown);
    if (error === undefined) return;
    if (error instanceof Refusal) throw error;
    if (!isBusy(error) || essai === essaisDeMigration)
      throw refuse('BASE_ILLISIBLE', 500, { raison: 'GUICHET_ILLISIBLE', etape: 'migration' });
  }
}

/**
 * The key of the guichet, in a file of its own: made now (0600) when there is no guichet yet. Same rules and refusals as
 * the key of the base (store/key.ts); a role that starts beside another takes the key the other just made.
 *
 * @param url as for {@link openGuichet}; a guichet in memory has no key
 */
export function loadGuichetKey(source: { url: string; file: string; bytes(count: number): Uint8Array }): string {
  const guichetFile = sqliteFile(source.url);
  if (guichetFile === null) throw refuse('REQUETE_INVALIDE', 400, { champ: 'GUICHET_URL' });
  if (guichetFile === ':memory:') return '';
  try {
    return readKey(source, guichetFile);
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readKey(source, guichetFile);
    throw error;
  }
}

/** The refusals of the key of the base, in the words of this file. */
function readKey({ file, bytes }: { file: string; bytes(count: number): Uint8Array }, databaseFile: string): string {
  try {
    return loadDatabaseKey({ value: null, file, databaseFile, bytes });
  } catch (error: unknown) {
    if (!(error instanceof Refusal) || error.details?.raison !== undefined) throw error;
    if (error.code === 'CLE_ABSENTE') throw refuse('CLE_ABSENTE', 500, { raison: 'CLE_GUICHET_ABSENTE' });
    throw refuse(error.code, error.status, { champ: 'GUICHET_CLE_FILE' });
  }
}
