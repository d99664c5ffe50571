import { createHash, type webcrypto } from 'node:crypto';
import { calculateJwkThumbprint, SignJWT } from 'jose';
import { z } from 'zod';
import type { Random } from '../deps.ts';

/** The poste's DPoP key: a stolen token is worth nothing without it. */
const privateJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

export interface DeviceKey {
  /** Both halves, as openid-client wants them. */
  pair: webcrypto.CryptoKeyPair;
  thumbprint: string;
  /** JWK text with the private part, for the vault only. */
  secret: string;
  /** Proof of possession for one resource call (RFC 9449, section 4). */
  proof(call: { method: string; url: string; accessToken: string; nowMs: number }): Promise<string>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

async function fromJwk(jwk: z.infer<typeof privateJwk>, random: Random): Promise<DeviceKey> {
  const { d: _private, ...publicJwk } = jwk;
  const privateKey = await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, algorithm, false, ['sign']);
  const publicKey = await crypto.subtle.importKey('jwk', { ...publicJwk, key_ops: ['verify'] }, algorithm, true, [
    'verify',
  ]);
  return {
    pair: { privateKey, publicKey },
    thumbprint: await calculateJwkThumbprint(publicJwk),
    secret: JSON.stringify(jwk),
    proof: ({ method, url, accessToken, nowMs }) => {
      const { origin, pathname } = new URL(url);
      return new SignJWT({
        htm: method,
        htu: `${origin}${pathname}`,
        ath: createHash('sha256').update(accessToken, 'utf8').digest('base64url'),
        jti: random.uuid(),
        iat: Math.floor(nowMs / 1000),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk })
        .sign(privateKey);
    },
  };
}

export async function createDeviceKey(random: Random): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return fromJwk(privateJwk.parse(await crypto.subtle.exportKey('jwk', pair.privateKey)), random);
}

/** null when the kept text is no key: the poste signs in again with a new one. */
export async function readDeviceKey(secret: string, random: Random): Promise<DeviceKey | null> {
  try {
    return await fromJwk(privateJwk.parse(JSON.parse(secret)), random);
  } catch {
    return null;
  }
}
