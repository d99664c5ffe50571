import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeychainVault, ensureBaseKey, type Vault } from '../../../main/core/session/vault.ts';
import { createPhraseVault, openPhraseVault } from '../../../main/core/session/vault-phrase.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { testRandom } from '../../support/poste-core.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-coffre-'));
  path = join(folder, 'coffre.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const phrase = 'quatre mots sans lien';
const folderId = 'ab'.repeat(16);

async function phraseVault(): Promise<Vault> {
  const made = await createPhraseVault(path, phrase, testRandom);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

const kinds: [string, () => Promise<Vault>][] = [
  ['a keychain', async () => createKeychainVault(new MemoryKeychain(), folderId)],
  ['a passphrase', phraseVault],
];

describe.each(kinds)('a vault kept by %s', (_kind, open) => {
  it('gives back what it took, and nothing before', async () => {
    const vault = await open();
    expect(await vault.read('jeton')).toEqual({ ok: true, value: null });
    expect((await vault.write('jeton', 'premier')).ok).toBe(true);
    expect((await vault.write('jeton', 'second')).ok).toBe(true);
    expect(await vault.read('jeton')).toEqual({ ok: true, value: 'second' });
    expect(await vault.read('preuve')).toEqual({ ok: true, value: null });
  });

  it('makes the key of the file once', async () => {
    const vault = await open();
    const first = await ensureBaseKey(vault, testRandom);
    expect(first).toEqual({ ok: true, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await ensureBaseKey(vault, testRandom)).toEqual(first);
  });
});

describe('a keychain', () => {
  it.each(['absent', 'read-only', 'swallows'] as const)('that is %s never passes for one', async (mood) => {
    const keychain = new MemoryKeychain();
    keychain.mood = mood;
    const vault = createKeychainVault(keychain, folderId);
    expect(await ensureBaseKey(vault, testRandom)).toEqual({ ok: false, error: { code: 'COFFRE_ABSENT' } });
  });
});

describe('a passphrase', () => {
  it('has twelve characters or more', async () => {
    expect(await createPhraseVault(path, 'onze lettre', testRandom)).toMatchObject({
      ok: false,
      error: { code: 'PHRASE_TROP_COURTE' },
    });
    expect((await createPhraseVault(path, 'douze lettre', testRandom)).ok).toBe(true);
  });

  it('opens the vault again, a wrong one changes nothing', async () => {
    await (await phraseVault()).write('base', 'ab'.repeat(32));
    const before = readFileSync(path);
    expect(await openPhraseVault(path, 'quatre mots sans lieu', testRandom)).toEqual({
      ok: false,
      error: { code: 'PHRASE_INCORRECTE' },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    const opened = await openPhraseVault(path, phrase, testRandom);
    expect(opened.ok && (await opened.value.read('base'))).toEqual({ ok: true, value: 'ab'.repeat(32) });
  });

  it('leaves no secret in clear, and none can be put in the place of another', async () => {
    const vault = await phraseVault();
    await vault.write('base', 'ab'.repeat(32));
    await vault.write('jeton', 'un jeton');
    const text = readFileSync(path, 'utf8');
    for (const secret of ['ab'.repeat(32), 'un jeton', phrase]) expect(text).not.toContain(secret);
    const swapped: unknown = JSON.parse(text, (key: string, value: unknown) =>
      key === 'secrets' && typeof value === 'object' && value !== null && 'jeton' in value
        ? { ...value, base: value.jeton }
        : value,
    );
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path, JSON.stringify(swapped));
    const opened = await openPhraseVault(path, phrase, testRandom);
    expect(opened.ok && (await opened.value.read('base'))).toEqual({ ok: false, error: { code: 'CLE_ABSENTE' } });
  });
});
