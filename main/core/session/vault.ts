import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Keychain, Random } from '../deps.ts';
import type { AccountFolder } from './account-folder.ts';
import { hasPhraseVault } from './vault-phrase.ts';

/** The key of the file (64 hexadecimal digits), the DPoP private key (JWK text), the refresh token. */
export const secretNames = ['base', 'preuve', 'jeton'] as const;
export type SecretName = (typeof secretNames)[number];

/**
 * Where the secrets of one account are kept. `write` answers only once the secret can be read back: a secret that the
 * keychain swallowed would be a lost file, or a sign-out.
 */
export interface Vault {
  read(name: SecretName): Promise<Result<string | null>>;
  write(name: SecretName, secret: string): Promise<Result<null>>;
}

/** What stands in the way of an open vault, or the vault. */
export type VaultState =
  | { etat: 'ouvert'; vault: Vault }
  | { etat: 'phrase-a-donner' }
  | { etat: 'phrase-a-choisir' }
  | { etat: 'refuse'; error: { code: 'CLE_ABSENTE' | 'COFFRE_ABSENT' } };

/** One entry per secret: rotating the refresh token never rewrites the key of the file. */
export function createKeychainVault(keychain: Keychain, folderId: string): Vault {
  const entry = (name: SecretName) => `${folderId}:${name}`;
  return {
    async read(name) {
      try {
        return success(await keychain.read(entry(name)));
      } catch {
        return failure('COFFRE_ABSENT');
      }
    },
    async write(name, secret) {
      try {
        await keychain.write(entry(name), secret);
        return (await keychain.read(entry(name))) === secret ? success(null) : failure('COFFRE_ABSENT');
      } catch {
        return failure('COFFRE_ABSENT');
      }
    },
  };
}

/**
 * Looks for the secrets of a folder. A file whose key is missing (new Windows profile) and a keychain that does not
 * answer are two things: the first is set aside, the second may answer at the next start.
 */
export async function findVault(folder: AccountFolder, keychain: Keychain): Promise<VaultState> {
  if (await hasPhraseVault(folder.coffre)) return { etat: 'phrase-a-donner' };
  const vault = createKeychainVault(keychain, folder.id);
  const key = await vault.read('base');
  if (!key.ok)
    return folder.hasBase() ? { etat: 'refuse', error: { code: 'COFFRE_ABSENT' } } : { etat: 'phrase-a-choisir' };
  if (key.value === null && folder.hasBase()) return { etat: 'refuse', error: { code: 'CLE_ABSENTE' } };
  return { etat: 'ouvert', vault };
}

/** The key of the file: the kept one, or a new one written and read back before any file exists. */
export async function ensureBaseKey(vault: Vault, random: Random): Promise<Result<string>> {
  const kept = await vault.read('base');
  if (!kept.ok) return kept;
  if (kept.value !== null) return success(kept.value);
  const made = Buffer.from(random.bytes(32)).toString('hex');
  const written = await vault.write('base', made);
  return written.ok ? success(made) : written;
}

/** The key first: without it, what an interrupted erasure leaves cannot be read. */
export async function eraseSecrets(keychain: Keychain, folderId: string): Promise<void> {
  for (const name of secretNames) {
    try {
      await keychain.remove(`${folderId}:${name}`);
    } catch {
      // No keychain: the sealed secrets go with the folder.
    }
  }
}
