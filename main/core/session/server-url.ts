import { failure, type Result, success } from '../../../shared/contract/errors.ts';

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address of a sync API as a person types it, reduced to its origin. Clear HTTP carries tokens and names, so it is
 * taken on this very machine only; credentials, paths and queries in an address are always a mistake.
 */
export function parseServerUrl(text: string): Result<string> {
  const typed = text.trim();
  if (typed === '') return failure('REQUETE_INVALIDE', { champ: 'url', motif: 'vide' });
  const full = typed.includes('://') ? typed : `https://${typed}`;
  if (!URL.canParse(full)) return failure('REQUETE_INVALIDE', { champ: 'url', motif: 'forme' });
  const url = new URL(full);
  if (url.username !== '' || url.password !== '')
    return failure('REQUETE_INVALIDE', { champ: 'url', motif: 'identifiants' });
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return failure('REQUETE_INVALIDE', { champ: 'url', motif: 'chemin' });
  if (url.protocol === 'https:') return success(url.origin);
  if (url.protocol === 'http:' && loopback.has(url.hostname)) return success(url.origin);
  return failure('REQUETE_INVALIDE', { champ: 'url', motif: 'protocole' });
}
