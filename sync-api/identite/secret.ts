import { createHash } from 'node:crypto';

/** What stands in the database for a token, a code or a link: enough to find it, useless to whoever reads it. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

/** A URL-safe token of 256 random bits. */
export const newToken = (random: { bytes(count: number): Uint8Array }): string =>
  Buffer.from(random.bytes(32)).toString('base64url');
