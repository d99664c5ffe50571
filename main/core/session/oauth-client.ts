import * as oidc from 'openid-client';
import { type ErrorCode, errorCode, failure, type Result, success } from '../../../shared/contract/errors.ts';
import { clientVersionHeader, oauth } from '../../../shared/contract/sync.ts';
import type { DeviceKey } from './device-key.ts';
import type { ServerTime } from './server-time.ts';

export interface TokenSet {
  accessToken: string;
  refreshToken: string;
  expiresInS: number;
}

export interface AuthorizationRequest {
  redirectUri: string;
  state: string;
  codeVerifier: string;
  nomPoste: string;
  key: DeviceKey;
}

/** The poste as an OAuth client of one sync API: sign-in, enrolment code, refresh. No secret in the program. */
export interface OAuthClient {
  authorizationUrl(request: AuthorizationRequest): Promise<Result<URL>>;
  /** `hit` is the whole URL that the browser was sent back to. */
  exchangeCode(request: AuthorizationRequest, hit: URL): Promise<Result<TokenSet>>;
  enrol(request: { code: string; nomPoste: string; key: DeviceKey }): Promise<Result<TokenSet>>;
  refresh(refreshToken: string, key: DeviceKey): Promise<Result<TokenSet>>;
}

export interface OAuthClientDeps {
  serveur: string;
  fetch: typeof globalThis.fetch;
  serverTime: ServerTime;
  version: string;
}

/** The network gave no answer; anything else that is thrown means an answer that cannot be used. */
class NoAnswer extends TypeError {}

const seconds = 30;

/**
 * A refusal of the token or authorization endpoint. The server puts one of our codes in `error_description`; the
 * standard errors say nothing that a person could act on.
 */
function refusalOf(error: unknown, byDefault: ErrorCode): Result<never> {
  if (error instanceof NoAnswer) return failure('HORS_LIGNE');
  if (error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError) {
    const named = errorCode.safeParse(error.error_description);
    if (named.success) return failure(named.data);
    // Said by the page, this is the person who gave up; said by the token endpoint, it is about the poste's key.
    if (error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied')
      return failure('CONNEXION_ANNULEE');
    const isRefused = ['invalid_grant', 'access_denied', 'unauthorized_client'].includes(error.error);
    return failure(isRefused ? byDefault : 'REPONSE_INVALIDE', { oauth: error.error });
  }
  if (error instanceof oidc.ClientError) {
    if (error.cause instanceof NoAnswer || error.code === 'OAUTH_TIMEOUT') return failure('HORS_LIGNE');
    return failure('REPONSE_INVALIDE');
  }
  throw error;
}

export function createOAuthClient(deps: OAuthClientDeps): OAuthClient {
  const issuer = new URL(`${deps.serveur}${oauth.issuerPath}`);
  let metadata: oidc.ServerMetadata | null = null;

  const throughFetch: oidc.CustomFetch = async (url, init) => {
    let response: Response;
    try {
      response = await deps.fetch(url, {
        method: init.method,
        headers: { ...init.headers, [clientVersionHeader]: deps.version },
        redirect: init.redirect,
        ...(init.body instanceof URLSearchParams || typeof init.body === 'string' ? { body: init.body } : {}),
        ...(init.signal === undefined ? {} : { signal: init.signal }),
      });
    } catch {
      throw new NoAnswer();
    }
    deps.serverTime.observe(response.headers.get('date'));
    return response;
  };

  function configure(from: oidc.ServerMetadata): oidc.Configuration {
    // The library reads the wall clock; a PC that is ten minutes late would make proofs that the server refuses.
    const skewS = Math.round((deps.serverTime.now() - Date.now()) / 1000);
    const made = new oidc.Configuration(from, oauth.clientId, { [oidc.clockSkew]: skewS }, oidc.None());
    made[oidc.customFetch] = throughFetch;
    made.timeout = seconds;
    if (issuer.protocol === 'http:') oidc.allowInsecureRequests(made);
    return made;
  }

  async function configuration(): Promise<Result<oidc.Configuration>> {
    try {
      if (metadata === null) {
        const found = await oidc.discovery(issuer, oauth.clientId, undefined, oidc.None(), {
          [oidc.customFetch]: throughFetch,
          timeout: seconds,
          execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
        });
        metadata = found.serverMetadata();
      }
      return success(configure(metadata));
    } catch (error: unknown) {
      const refused = refusalOf(error, 'SERVEUR_INJOIGNABLE');
      // Something answered, but it is not a sync API (a captive portal, a wrong address).
      return !refused.ok && refused.error.code === 'HORS_LIGNE' ? refused : failure('SERVEUR_INJOIGNABLE');
    }
  }

  async function askTokens(
    byDefault: ErrorCode,
    key: DeviceKey,
    ask: (
      config: oidc.Configuration,
      options: oidc.DPoPOptions,
    ) => Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>,
    isRetry = false,
  ): Promise<Result<TokenSet>> {
    const config = await configuration();
    if (!config.ok) return config;
    try {
      const answer = await ask(config.value, { DPoP: oidc.getDPoPHandle(config.value, key.pair) });
      if (answer.refresh_token === undefined || answer.token_type.toLowerCase() !== 'dpop')
        return failure('REPONSE_INVALIDE');
      return success({
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token,
        expiresInS: answer.expiresIn() ?? 0,
      });
    } catch (error: unknown) {
      // The hour of this PC jumped (sleep, a person): the refusal itself has just told the server's.
      const isMisdated = error instanceof oidc.ResponseBodyError && error.error === 'invalid_dpop_proof';
      return isMisdated && !isRetry ? askTokens(byDefault, key, ask, true) : refusalOf(error, byDefault);
    }
  }

  return {
    async authorizationUrl(request) {
      const config = await configuration();
      if (!config.ok) return config;
      return success(
        oidc.buildAuthorizationUrl(config.value, {
          redirect_uri: request.redirectUri,
          scope: oauth.scope,
          state: request.state,
          code_challenge: await oidc.calculatePKCECodeChallenge(request.codeVerifier),
          code_challenge_method: 'S256',
          dpop_jkt: request.key.thumbprint,
          // Without it a browser that is still signed in would answer a code to any local program, with no page at all.
          prompt: 'login',
          [oauth.posteNomParameter]: request.nomPoste,
        }),
      );
    },
    async exchangeCode(request, hit) {
      // Both are checked before the library sees the URL: a foreign answer must not even reach the token endpoint,
      // and `iss` is asked for whatever the server's metadata promises (RFC 9207).
      if (hit.searchParams.get('state') !== request.state) return failure('PREUVE_INVALIDE', { motif: 'state' });
      if (hit.searchParams.get('iss') !== issuer.href) return failure('PREUVE_INVALIDE', { motif: 'iss' });
      return askTokens('NON_AUTORISE', request.key, (config, options) =>
        oidc.authorizationCodeGrant(
          config,
          hit,
          { pkceCodeVerifier: request.codeVerifier, expectedState: request.state },
          undefined,
          options,
        ),
      );
    },
    enrol: ({ code, nomPoste, key }) =>
      askTokens('CODE_INVALIDE', key, (config, options) =>
        oidc.genericGrantRequest(config, oauth.enrolementGrant, { code, [oauth.posteNomParameter]: nomPoste }, options),
      ),
    refresh: (refreshToken, key) =>
      askTokens('SESSION_EXPIREE', key, (config, options) =>
        oidc.refreshTokenGrant(config, refreshToken, undefined, options),
      ),
  };
}
