import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { refuse } from '../errors.ts';

const keyPattern = /^[0-9a-f]{64}$/;

export interface DatabaseKeySource {
  /** SYNC_API_DB_KEY, when the environment gives it. */
  value: string | null;
  /** SYNC_API_DB_KEY_FILE, or the file beside the database. */
  file: string;
  databaseFile: string;
  bytes(count: number): Uint8Array;
}

/**
 * The key of the database: from the environment, else from its file, else made now (0600) when there is no database yet.
 *
 * @returns 64 lower-case hexadecimal digits
 * @throws Refusal CLE_ABSENTE when a database stands there without its key: a new key would never open it
 * @throws Refusal CLE_ABSENTE when its file may be read by others than the server's own user
 * @throws Refusal REQUETE_INVALIDE when the key is not 64 hexadecimal digits
 */
export function loadDatabaseKey(source: DatabaseKeySource): string {
  const given = source.value ?? readKeyFile(source.file);
  if (given !== null) {
    const key = given.trim().toLowerCase();
    if (!keyPattern.test(key)) throw refuse('REQUETE_INVALIDE', 400, { champ: 'SYNC_API_DB_KEY' });
    return key;
  }
  if (existsSync(source.databaseFile)) throw refuse('CLE_ABSENTE', 500);
  const key = Buffer.from(source.bytes(32)).toString('hex');
  // `wx`: two servers started together must not end with two keys.
  writeFileSync(source.file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function readKeyFile(file: string): string | null {
  if (!existsSync(file)) return null;
  // Windows has no group bits: there the folder's own rights decide.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw refuse('CLE_ABSENTE', 500, { raison: 'CLE_LISIBLE_PAR_D_AUTRES' });
  }
  return readFileSync(file, 'utf8');
}
