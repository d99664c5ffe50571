import { randomPKCECodeVerifier, randomState } from 'openid-client';
import { failure, type Result } from '../../../shared/contract/errors.ts';
import { oauth } from '../../../shared/contract/sync.ts';
import type { Clock, Host } from '../deps.ts';
import type { DeviceKey } from './device-key.ts';
import { listenOnLoopback } from './loopback.ts';
import type { OAuthClient, TokenSet } from './oauth-client.ts';

/** Long enough for a forgotten password, short enough for a port left open. */
export const signInMs = 180_000;

export interface BrowserSignIn {
  client: OAuthClient;
  host: Host;
  clock: Clock;
  key: DeviceKey;
  nomPoste: string;
  /** The person gave up. */
  signal: AbortSignal;
}

/**
 * Sign-in in the system browser. Failures: HORS_LIGNE, SERVEUR_INJOIGNABLE, CONNEXION_ANNULEE, DELAI_DEPASSE,
 * PREUVE_INVALIDE (an answer that is not ours), NON_AUTORISE or the server's own code.
 */
export async function signInByBrowser(flow: BrowserSignIn): Promise<Result<TokenSet>> {
  const ended = new AbortController();
  const late = new AbortController();
  const signal = AbortSignal.any([flow.signal, late.signal]);
  flow.clock.sleep(signInMs, ended.signal).then(
    () => late.abort(),
    () => undefined,
  );
  const givenUp = (): Result<never> => failure(late.signal.aborted ? 'DELAI_DEPASSE' : 'CONNEXION_ANNULEE');
  try {
    if (signal.aborted) return givenUp();
    const state = randomState();
    const loopback = await listenOnLoopback(oauth.redirectPath, state, signal);
    try {
      const request = {
        redirectUri: loopback.redirectUri,
        state,
        codeVerifier: randomPKCECodeVerifier(),
        nomPoste: flow.nomPoste,
        key: flow.key,
      };
      const page = await flow.client.authorizationUrl(request);
      if (!page.ok) return page;
      if (signal.aborted) return givenUp();
      // Some systems answer only when the browser is closed: the hit, or giving up, must not wait for that.
      const opened = flow.host.openExternal(page.value.href).then(
        () => loopback.hit,
        () => null,
      );
      const hit = await Promise.race([loopback.hit, opened]);
      if (hit === null) return failure('CONNEXION_ANNULEE', { motif: 'navigateur' });
      return await flow.client.exchangeCode(request, hit);
    } finally {
      loopback.close();
    }
  } catch (error: unknown) {
    if (signal.aborted) return givenUp();
    throw error;
  } finally {
    ended.abort();
  }
}
