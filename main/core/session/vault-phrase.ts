import { createCipheriv, createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Random } from '../deps.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { Vault } from './vault.ts';

export type PhraseVault = Vault;

/**
 * No keychain: the secrets are sealed (AES-256-GCM) under a key that Argon2id draws from a passphrase. The file holds
 * the salt and the costs, never the key; the drawn key lives in memory while the poste is open. The name of each
 * secret is authenticated with it, so that two entries cannot be swapped.
 */
const sealed = z.object({ iv: z.base64(), texte: z.base64(), sceau: z.base64() });
const coffre = z.object({
  v: z.literal(1),
  sel: z.base64(),
  memoireKio: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(64),
  /** Known text under the key: tells a wrong phrase from a damaged secret. */
  temoin: sealed,
  secrets: z.partialRecord(z.enum(['base', 'preuve', 'jeton']), sealed),
});
type Coffre = z.infer<typeof coffre>;
type Sealed = z.infer<typeof sealed>;

export const phraseMinimum = 12;
const temoin = 'rappel-cfa';
/** Slower than a PIN's on purpose: this one guards the key, and is asked once a start. */
const cost = { memoireKio: 65_536, passes: 3 };

const draw = (phrase: string, file: Pick<Coffre, 'sel' | 'memoireKio' | 'passes'>): Promise<Buffer> =>
  hashRaw(phrase.normalize('NFKC'), {
    salt: Buffer.from(file.sel, 'base64'),
    memoryCost: file.memoireKio,
    timeCost: file.passes,
    parallelism: 1,
    outputLen: 32,
  });

function seal(key: Buffer, name: string, text: string, random: Random): Sealed {
  const iv = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    iv: Buffer.from(iv).toString('base64'),
    texte: body.toString('base64'),
    sceau: cipher.getAuthTag().toString('base64'),
  };
}

function unseal(key: Buffer, name: string, from: Sealed): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(from.iv, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(name))
      .setAuthTag(Buffer.from(from.sceau, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(from.texte, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

async function readCoffre(path: string): Promise<Result<Coffre | null>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return success(null);
  }
  try {
    return success(coffre.parse(JSON.parse(text)));
  } catch {
    return failure('CLE_ABSENTE');
  }
}

/** A damaged coffre counts as one: the phrase is asked, then the damage is said. */
export async function hasPhraseVault(path: string): Promise<boolean> {
  const found = await readCoffre(path);
  return !found.ok || found.value !== null;
}

function vaultOver(path: string, key: Buffer, start: Coffre, random: Random): PhraseVault {
  let current = start;
  return {
    async read(name) {
      const kept = current.secrets[name];
      if (kept === undefined) return success(null);
      const text = unseal(key, name, kept);
      return text === null ? failure('CLE_ABSENTE') : success(text);
    },
    async write(name, secret) {
      const next = { ...current, secrets: { ...current.secrets, [name]: seal(key, name, secret, random) } };
      try {
        await writeFileAtomically(path, JSON.stringify(next));
        const back = await readCoffre(path);
        const kept = back.ok ? back.value?.secrets[name] : undefined;
        if (kept === undefined || unseal(key, name, kept) !== secret) return failure('COFFRE_ABSENT');
      } catch {
        return failure('COFFRE_ABSENT');
      }
      current = next;
      return success(null);
    },
  };
}

/** Failures: PHRASE_TROP_COURTE, COFFRE_ABSENT when the file cannot be written. */
export async function createPhraseVault(path: string, phrase: string, random: Random): Promise<Result<PhraseVault>> {
  if ([...phrase].length < phraseMinimum) return failure('PHRASE_TROP_COURTE', { minimum: phraseMinimum });
  const head = { v: 1 as const, sel: Buffer.from(random.bytes(16)).toString('base64'), ...cost };
  const key = await draw(phrase, head);
  const start: Coffre = { ...head, temoin: seal(key, 'temoin', temoin, random), secrets: {} };
  try {
    await writeFileAtomically(path, JSON.stringify(start));
  } catch {
    return failure('COFFRE_ABSENT');
  }
  return success(vaultOver(path, key, start, random));
}

/** Failures: PHRASE_INCORRECTE with nothing changed, CLE_ABSENTE when the coffre itself is damaged or gone. */
export async function openPhraseVault(path: string, phrase: string, random: Random): Promise<Result<PhraseVault>> {
  const found = await readCoffre(path);
  if (!found.ok) return found;
  if (found.value === null) return failure('CLE_ABSENTE');
  const key = await draw(phrase, found.value);
  if (unseal(key, 'temoin', found.value.temoin) !== temoin) return failure('PHRASE_INCORRECTE');
  return success(vaultOver(path, key, found.value, random));
}
