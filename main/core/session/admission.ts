import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type SessionResponse, sessionResponse } from '../../../shared/contract/sync.ts';
import type { Clock, Random } from '../deps.ts';
import { type AuthorizedFetch, createAuthorizedFetch } from './authorized-fetch.ts';
import type { DeviceKey } from './device-key.ts';
import type { TokenSet } from './oauth-client.ts';
import type { ServerTime } from './server-time.ts';

/** A sign-in that the server confirmed: whose tokens these are, before any folder is opened for them. */
export interface Admission {
  serveur: string;
  tokens: TokenSet;
  key: DeviceKey;
  session: SessionResponse;
  /**
   * When a person signed in, by the server's clock. null when no exchange has dated it, and for a code: typed on the
   * poste, it proves that the director made it, not who typed it.
   */
  connecteLe: string | null;
}

export interface AdmissionDeps {
  serveur: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  random: Random;
  version: string;
  serverTime: ServerTime;
}

/** Exchanges of somebody who signed in and whose file is not open yet: nothing can be refreshed. */
export const fetchAs = (deps: AdmissionDeps, tokens: TokenSet, key: DeviceKey): AuthorizedFetch =>
  createAuthorizedFetch({
    ...deps,
    tokens: {
      access: async () => success({ token: tokens.accessToken, key }),
      discard: () => undefined,
      deviceKey: async () => key,
    },
    onVerdict: () => undefined,
    // The file that is open meanwhile may be another account's: only the one this sign-in opens gets a bail from it.
    onProven: () => undefined,
  });

export async function askWhoSignedIn(
  deps: AdmissionDeps,
  tokens: TokenSet,
  key: DeviceKey,
  isSignIn: boolean,
): Promise<Result<Admission>> {
  const answer = await fetchAs(deps, tokens, key)('/v1/session');
  if (!answer.ok) return answer;
  if (!answer.value.ok) return failure('SERVEUR_INJOIGNABLE');
  try {
    const session = sessionResponse.safeParse(await answer.value.json());
    if (!session.success) return failure('REPONSE_INVALIDE');
    const now = isSignIn ? deps.serverTime.measured() : null;
    const connecteLe = now === null ? null : new Date(now).toISOString();
    return success({ serveur: deps.serveur, tokens, key, session: session.data, connecteLe });
  } catch {
    return failure('HORS_LIGNE');
  }
}
