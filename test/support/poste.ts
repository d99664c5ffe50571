import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import { clientVersionHeader, oauth, sessionResponse } from '../../shared/contract/sync.ts';

/** What the tests of a poste need to know of a server. */
export interface ServerLike {
  url: string;
  clock: { now(): Date };
}

export interface Credentials {
  identifiant: string;
  motDePasse: string;
}

export const tokenResponse = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
});
export type Tokens = z.infer<typeof tokenResponse>;

/** The key of one poste. Proofs at the token endpoint are dated by real time, which oidc-provider reads itself. */
export class PosteKey {
  readonly #key: CryptoKey;
  readonly #jwk: JWK;
  readonly jkt: string;

  private constructor(key: CryptoKey, jwk: JWK, jkt: string) {
    this.#key = key;
    this.#jwk = jwk;
    this.jkt = jkt;
  }

  static async create(): Promise<PosteKey> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    return new PosteKey(privateKey, jwk, await calculateJwkThumbprint(jwk));
  }

  /** @param at when the proof says it was made */
  prove(
    method: string,
    url: string,
    at: Date,
    accessToken: string | null = null,
    changes: Record<string, unknown> = {},
  ): Promise<string> {
    const ath = accessToken === null ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') };
    const iat = Math.floor(at.getTime() / 1000);
    return new SignJWT({ htm: method, htu: url.split('?')[0], jti: randomUUID(), iat, ...ath, ...changes })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.#jwk })
      .sign(this.#key);
  }
}

/** A browser's cookies, for one origin. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  read(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      if (cut < 1) continue;
      if (/expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, cut));
      else this.#cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }

  header(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? {} : { cookie };
  }
}

/** One page visit: never follows a redirect by itself. */
export async function visit(jar: CookieJar, url: string, form?: Record<string, string>): Promise<Response> {
  const post: RequestInit = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() };
  const response = await fetch(url, {
    redirect: 'manual',
    ...post,
    headers: {
      accept: 'text/html',
      ...jar.header(),
      ...(form === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin }),
    },
  });
  jar.read(response);
  return response;
}

export interface AuthorizationOptions {
  redirectUri?: string;
  /** Query parameters over the usual ones. */
  parameters?: Record<string, string>;
  posteNom?: string;
  jar?: CookieJar;
}

export const location = (response: Response, base: string): string =>
  new URL(response.headers.get('location') ?? '', base).href;

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** From the application's link to the answer on the loopback, as a person with a browser. */
export async function authorize(
  server: ServerLike,
  credentials: Credentials,
  options: AuthorizationOptions = {},
): Promise<{ code: string; verifier: string; redirectUri: string; answer: URL }> {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = options.redirectUri ?? `http://127.0.0.1:51234${oauth.redirectPath}`;
  const jar = options.jar ?? new CookieJar();
  const query = new URLSearchParams({
    client_id: oauth.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: oauth.scope,
    state: 'etat',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    [oauth.posteNomParameter]: options.posteNom ?? 'Poste des tests',
    ...options.parameters,
  });
  const start = await visit(jar, `${server.url}${oauth.issuerPath}/auth?${query}`);
  if (start.status !== 303) throw new Error(`authorization refused: ${start.status} ${await start.text()}`);
  const form = location(start, server.url);
  await visit(jar, form);
  const signed = await visit(jar, form, {
    identifiant: credentials.identifiant,
    mot_de_passe: credentials.motDePasse,
  });
  if (signed.status !== 303) throw new Error(`sign-in refused: ${signed.status}`);
  const back = await visit(jar, location(signed, server.url));
  const answer = new URL(location(back, server.url));
  return { code: answer.searchParams.get('code') ?? '', verifier, redirectUri, answer };
}

/** POST to the token endpoint with a proof. */
export async function requestToken(
  server: ServerLike,
  key: PosteKey,
  form: Record<string, string>,
  at: Date = new Date(),
): Promise<Response> {
  const url = `${server.url}${oauth.issuerPath}/token`;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      dpop: await key.prove('POST', url, at),
    },
    body: new URLSearchParams({ client_id: oauth.clientId, ...form }).toString(),
  });
}

export const refresh = (server: ServerLike, key: PosteKey, refreshToken: string): Promise<Response> =>
  requestToken(server, key, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** A signed-in poste: its `fetch` adds the token, a fresh proof and the version. */
export interface SignedPoste {
  key: PosteKey;
  tokens: Tokens;
  posteId: string;
  /** Path of the API, e.g. `/v1/flux`, or a whole URL. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Takes new tokens with the refresh token. */
  refresh(): Promise<void>;
}

/** Builds a poste around tokens it already has. */
export async function posteOf(server: ServerLike, key: PosteKey, first: Tokens): Promise<SignedPoste> {
  const state = { tokens: first, posteId: '' };
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(path, server.url).href;
    const method = init.method ?? 'GET';
    const headers = new Headers(init.headers);
    headers.set('authorization', `DPoP ${state.tokens.access_token}`);
    headers.set('dpop', await key.prove(method, url, server.clock.now(), state.tokens.access_token));
    if (!headers.has(clientVersionHeader)) headers.set(clientVersionHeader, '0.1.0');
    if (typeof init.body === 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json');
    return fetch(url, { ...init, method, headers });
  };
  const session = sessionResponse.parse(await (await call('/v1/session')).json());
  state.posteId = session.poste.id;
  return {
    key,
    get tokens() {
      return state.tokens;
    },
    get posteId() {
      return state.posteId;
    },
    fetch: call,
    async refresh() {
      state.tokens = tokenResponse.parse(await (await refresh(server, key, state.tokens.refresh_token)).json());
    },
  };
}

/** The whole sign-in of one new poste: pages, code, tokens, session. */
export async function signInPoste(
  server: ServerLike,
  credentials: Credentials,
  options: AuthorizationOptions & { key?: PosteKey } = {},
): Promise<SignedPoste> {
  const key = options.key ?? (await PosteKey.create());
  const { code, verifier, redirectUri } = await authorize(server, credentials, options);
  const response = await requestToken(server, key, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
  if (response.status !== 200) throw new Error(`token refused: ${response.status} ${await response.text()}`);
  return posteOf(server, key, tokenResponse.parse(await response.json()));
}
