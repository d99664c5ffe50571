import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { refuse } from '../errors.ts';

const privateKey = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string().min(8),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const keysFile = z.object({
  jwks: z.object({ keys: z.array(privateKey).min(1) }),
  /** Signs the short cookies of a sign-in under way. */
  cookies: z.array(z.string().min(43)).min(1),
  /** base64url of 32 bytes: nonces for postes whose clock is wrong (RFC 9449 8). */
  nonce: z.string().length(43),
});
export type SigningKeys = z.infer<typeof keysFile>;

/** The key that oidc-provider ships for trying it out: public, so it signs for anyone. */
const developmentKid = 'keystore-CHANGE-ME';
const fileName = 'signature.json';

/**
 * Loads the signing keys, or makes them at the first start (folder 0700, file 0600).
 *
 * @throws Refusal CLE_ABSENTE when the file is unreadable, readable by others, or holds development keys
 */
export async function loadSigningKeys(
  folder: string,
  random: { bytes(count: number): Uint8Array },
): Promise<SigningKeys> {
  const file = join(folder, fileName);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(await createSigningKeys(random)), { mode: 0o600, flag: 'wx' });
  }
  // Windows has no group bits: there the folder's own rights decide.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw refuse('CLE_ABSENTE', 500, { raison: 'CLES_LISIBLES_PAR_D_AUTRES' });
  }
  const parsed = keysFile.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw refuse('CLE_ABSENTE', 500, { raison: 'CLES_ILLISIBLES' });
  if (parsed.data.jwks.keys.some((key) => key.kid === developmentKid)) {
    throw refuse('CLE_ABSENTE', 500, { raison: 'CLES_DE_DEVELOPPEMENT' });
  }
  return parsed.data;
}

/** New keys, kept nowhere: for a first start, and for a server that lives in memory. */
export async function createSigningKeys(random: { bytes(count: number): Uint8Array }): Promise<SigningKeys> {
  const { privateKey: pair } = await generateKeyPair('ES256', { extractable: true });
  const secret = (): string => Buffer.from(random.bytes(32)).toString('base64url');
  return keysFile.parse({
    jwks: { keys: [{ ...(await exportJWK(pair)), kid: secret(), use: 'sig', alg: 'ES256' }] },
    cookies: [secret()],
    nonce: secret(),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
