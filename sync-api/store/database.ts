import { closeSync, openSync } from 'node:fs';
import { Kysely } from 'kysely';
import { refuse } from '../errors.ts';
import { openSqlite } from './dialect.ts';
import type { Tables } from './tables.ts';

const sqlitePrefix = 'sqlite:';

/** A server does not stand still while an import holds the lock: it answers 503 OCCUPE (PROTOCOL 7). */
export const serverBusyTimeoutMs = 100;

/** The file named by `sqlite:FILE`, or null when the URL is of another kind. `sqlite::memory:` is for tests. */
export function sqliteFile(url: string): string | null {
  if (!url.startsWith(sqlitePrefix)) return null;
  const file = url.slice(sqlitePrefix.length);
  return file === '' ? null : file;
}

/**
 * Opens the server's database. Does not migrate: call `migrate` next.
 *
 * @param url `sqlite:FILE` or `sqlite::memory:`
 * @param key 64 lower-case hexadecimal digits, given raw to the cipher; unused in memory
 * @param busyTimeoutMs wait for the lock of another process: long for a command, {@link serverBusyTimeoutMs} for a server
 * @throws Refusal BASE_ILLISIBLE when the key does not open the file or the file is no database: it is left untouched
 */
export async function openDatabase({
  url,
  key,
  busyTimeoutMs,
}: {
  url: string;
  key: string;
  busyTimeoutMs?: number;
}): Promise<Kysely<Tables>> {
  const file = sqliteFile(url);
  if (file === null) throw refuse('REQUETE_INVALIDE', 400, { champ: 'DATABASE_URL' });
  try {
    // SQLite would follow the umask; its journals take the mode of the file.
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
    return new Kysely<Tables>({ dialect: openSqlite(file, key, busyTimeoutMs).dialect });
  } catch {
    throw refuse('BASE_ILLISIBLE', 500);
  }
}
