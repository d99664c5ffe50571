import { hash } from 'node:crypto';

/** A token of a personal link or of a confirmation mail: 256 bits in base64url. */
const forme = /^[A-Za-z0-9_-]{43}$/;

/**
 * What stands in the guichet and in the base for a token: enough to find it, useless to whoever reads it.
 *
 * @returns sha256 of its text, 64 lower-case hexadecimal digits; null for a text that is no token
 */
export const empreinteDeJeton = (jeton: string): string | null =>
  forme.test(jeton) ? hash('sha256', jeton, 'hex') : null;
