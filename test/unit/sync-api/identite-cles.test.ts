import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../../../sync-api/context.ts';
import { createSigningKeys, loadSigningKeys } from '../../../sync-api/identite/cles.ts';

let root: string;
let folder: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rappel-cles-'));
  folder = join(root, 'cles');
  file = join(folder, 'signature.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('signing keys', () => {
  test('are made at the first start, for their user only, and kept', async () => {
    const made = await loadSigningKeys(folder, systemRandom);
    expect(await loadSigningKeys(folder, systemRandom)).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(made.jwks.keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' });
  });

  test('that others may read are refused', async () => {
    await loadSigningKeys(folder, systemRandom);
    chmodSync(file, 0o644);
    await expect(loadSigningKeys(folder, systemRandom)).rejects.toMatchObject({
      code: 'CLE_ABSENTE',
      details: { raison: 'CLES_LISIBLES_PAR_D_AUTRES' },
    });
  });

  test('of oidc-provider’s own examples are refused', async () => {
    await loadSigningKeys(folder, systemRandom);
    const keys = await createSigningKeys(systemRandom);
    const jwks = { keys: keys.jwks.keys.map((key) => ({ ...key, kid: 'keystore-CHANGE-ME' })) };
    writeFileSync(file, JSON.stringify({ ...keys, jwks }));
    await expect(loadSigningKeys(folder, systemRandom)).rejects.toMatchObject({
      details: { raison: 'CLES_DE_DEVELOPPEMENT' },
    });
  });

  test.each(['', '{}', '{"jwks":{"keys":[]}}', 'pas du JSON'])('%j is refused and kept', async (text) => {
    await loadSigningKeys(folder, systemRandom);
    writeFileSync(file, text);
    await expect(loadSigningKeys(folder, systemRandom)).rejects.toMatchObject({
      details: { raison: 'CLES_ILLISIBLES' },
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
