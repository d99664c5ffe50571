import { Kysely } from 'kysely';
import { refuse } from '../errors.ts';
import { openSqlite } from './dialect.ts';
import type { Tables } from './tables.ts';

const sqlitePrefix = 'sqlite:';

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
 * @throws Refusal BASE_ILLISIBLE when the key does not open the file or the file is no database: it is left untouched
 */
export async function openDatabase({ url, key }: { url: string; key: string }): Promise<Kysely<Tables>> {
  const file = sqliteFile(url);
  if (file === null) throw refuse('REQUETE_INVALIDE', 400, { champ: 'DATABASE_URL' });
  try {
    return new Kysely<Tables>({ dialect: openSqlite(file, key).dialect });
  } catch {
    throw refuse('BASE_ILLISIBLE', 500);
  }
}
