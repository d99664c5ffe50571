import { createHmac } from 'node:crypto';

/**
 * HMAC-SHA256 of an INE under the server's own secret: finds the dossier of a pupil, and keeps an opposition after an
 * erasure, without the INE itself (PROTOCOL 5).
 *
 * @param secretIne 64 hexadecimal digits, row `serveur`
 * @returns 64 hexadecimal digits
 */
export const cleIne = (secretIne: string, ine: string): string =>
  createHmac('sha256', Buffer.from(secretIne, 'hex')).update(ine, 'utf8').digest('hex');
