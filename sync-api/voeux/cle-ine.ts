import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A key made for each call costs more than the HMAC: a national list asks for it 90,000 times, with one secret. */
let last: { secret: string; key: KeyObject } | null = null;

function keyOf(secret: string): KeyObject {
  if (last?.secret !== secret) last = { secret, key: createSecretKey(Buffer.from(secret, 'hex')) };
  return last.key;
}

/**
 * HMAC-SHA256 of an INE under the server's own secret: finds the dossier of a pupil, and keeps an opposition after an
 * erasure, without the INE itself (PROTOCOL 5).
 *
 * @param secretIne 64 hexadecimal digits, row `serveur`
 * @returns 64 hexadecimal digits
 */
export const cleIne = (secretIne: string, ine: string): string =>
  createHmac('sha256', keyOf(secretIne)).update(ine, 'utf8').digest('hex');
