import type { Result } from '../../../shared/contract/errors.ts';

export interface AuthorizedInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/**
 * One authenticated exchange with the sync API: `path` is below the configured authority ('/v1/flux').
 * Adds the access token and its proof of possession, refreshes once when the token died, and keeps the server's time.
 * Failures: HORS_LIGNE (no answer), ANNULE (the caller's signal), SESSION_EXPIREE, POSTE_REVOQUE, COMPTE_SUSPENDU.
 * Any other status, 426 included, is a success here: its body belongs to the caller.
 */
export type AuthorizedFetch = (path: string, init?: AuthorizedInit) => Promise<Result<Response>>;
