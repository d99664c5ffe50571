import { randomBytes } from 'node:crypto';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oauth } from '../../shared/contract/sync.ts';
import {
  authorize,
  CookieJar,
  challengeOf,
  location,
  PosteKey,
  requestToken,
  tokenResponse,
  visit,
} from '../support/poste.ts';
import {
  createResponsable,
  signInPoste,
  startTestServer,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';

let server: TestServer;
let compte: TestCompte;
let authUrl: (changes?: Record<string, string>) => string;

beforeAll(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '12345678901234');
  authUrl = (changes = {}) =>
    `${server.url}/oidc/auth?${new URLSearchParams({
      client_id: oauth.clientId,
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:51234/retour',
      scope: oauth.scope,
      state: 'etat',
      code_challenge: challengeOf('v'.repeat(43)),
      code_challenge_method: 'S256',
      ...changes,
    })}`;
});
afterAll(() => server.stop());

const exchange = (key: PosteKey, from: Awaited<ReturnType<typeof authorize>>, changes: Record<string, string> = {}) =>
  requestToken(server, key, {
    grant_type: 'authorization_code',
    code: from.code,
    code_verifier: from.verifier,
    redirect_uri: from.redirectUri,
    ...changes,
  });

describe('sign-in by the browser', () => {
  test('gives a poste its tokens, bound to its key, and names it', async () => {
    const poste = await signInPoste(server, compte, { posteNom: 'Accueil – Élodie' });
    const session = await poste.fetch('/v1/session');
    expect(session.status).toBe(200);
    expect(await session.json()).toMatchObject({
      epoque: server.deps.serveur.epoque,
      compte: { identifiant: '12345678901234', role: 'responsable' },
      poste: { id: poste.posteId, nom: 'Accueil – Élodie' },
    });
    expect(poste.tokens.token_type).toBe('DPoP');
    const row = await server.db
      .selectFrom('poste')
      .selectAll()
      .where('id', '=', poste.posteId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ compte_id: compte.id, jkt: poste.key.jkt, revoque_le: null });
  });

  test('works with a standard client that discovers the server', async () => {
    const config = await oidc.discovery(new URL(`${server.url}/oidc`), oauth.clientId, undefined, oidc.None(), {
      execute: [oidc.allowInsecureRequests],
    });
    const handle = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair('ES256'));
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: 'http://127.0.0.1:60000/retour',
      scope: oauth.scope,
      state: 'etat',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      dpop_jkt: await handle.calculateThumbprint(),
      prompt: 'login',
    });
    const { answer } = await authorize(server, compte, { parameters: Object.fromEntries(url.searchParams) });
    const tokens = await oidc.authorizationCodeGrant(
      config,
      answer,
      { pkceCodeVerifier: verifier, expectedState: 'etat' },
      undefined,
      { DPoP: handle },
    );
    expect(tokens.claims()?.sub).toBe(compte.id);
    expect(tokens.refresh_token).toBeDefined();
  });

  test('any loopback port is taken; the answer names its issuer', async () => {
    for (const port of [1024, 65535]) {
      const { answer } = await authorize(server, compte, { redirectUri: `http://127.0.0.1:${port}/retour` });
      expect(answer.port).toBe(String(port));
      expect(answer.searchParams.get('iss')).toBe(`${server.url}/oidc`);
    }
  });

  test.each([
    'http://localhost:51234/retour',
    'http://127.0.0.1:51234/ailleurs',
    'https://mechant.example.org/retour',
    'http://127.0.0.1.mechant.example.org/retour',
  ])('the foreign redirect %s gets a page, never a redirect', async (redirect_uri) => {
    const response = await visit(new CookieJar(), authUrl({ redirect_uri }));
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const text = await response.text();
    expect(text).toContain('<html lang="fr">');
    expect(text).not.toContain(redirect_uri);
  });

  test('without PKCE, or with the plain kind, nothing starts', async () => {
    for (const changes of [{ code_challenge: '' }, { code_challenge_method: 'plain' }]) {
      const response = await visit(new CookieJar(), authUrl(changes));
      expect(location(response, server.url)).toMatch(/^http:\/\/127\.0\.0\.1:51234\/retour\?.*error=invalid_request/);
    }
  });

  test('a name that is no name is refused', async () => {
    const response = await visit(new CookieJar(), authUrl({ poste_nom: 'x'.repeat(61) }));
    expect(location(response, server.url)).toContain('error=invalid_request');
  });

  test('a second sign-in in the same browser asks again', async () => {
    const jar = new CookieJar();
    await authorize(server, compte, { jar });
    const again = await visit(jar, authUrl());
    expect(location(again, server.url)).toMatch(/\/connexion\//);
    const silent = await visit(jar, authUrl({ prompt: 'none' }));
    expect(location(silent, server.url)).toContain('error=login_required');
  });

  test('another account may sign in with the same browser', async () => {
    const jar = new CookieJar();
    const other = await createResponsable(server, '98765432109876');
    await authorize(server, compte, { jar });
    const poste = await signInPoste(server, other, { jar });
    expect(await (await poste.fetch('/v1/session')).json()).toMatchObject({ compte: { id: other.id } });
  });
});

describe('the code', () => {
  test('is refused with the verifier of another', async () => {
    const from = await authorize(server, compte);
    const response = await exchange(await PosteKey.create(), from, {
      code_verifier: randomBytes(32).toString('base64url'),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('is refused without a proof', async () => {
    const from = await authorize(server, compte);
    const response = await fetch(`${server.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: oauth.clientId,
        grant_type: 'authorization_code',
        code: from.code,
        code_verifier: from.verifier,
        redirect_uri: from.redirectUri,
      }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('bound to a key is refused to another', async () => {
    const key = await PosteKey.create();
    const from = await authorize(server, compte, { parameters: { dpop_jkt: key.jkt } });
    expect((await exchange(await PosteKey.create(), from)).status).toBe(400);
  });

  test('used twice ends what the first use gave', async () => {
    const key = await PosteKey.create();
    const from = await authorize(server, compte);
    const first = await exchange(key, from);
    expect(first.status).toBe(200);
    const tokens = tokenResponse.parse(await first.json());
    expect((await exchange(key, from)).status).toBe(400);
    const after = await requestToken(server, key, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(after.status).toBe(400);
  });

  test('is refused when the proof was used before', async () => {
    const key = await PosteKey.create();
    const url = `${server.url}/oidc/token`;
    const proof = await key.prove('POST', url, new Date());
    const send = async () => {
      const from = await authorize(server, compte);
      return fetch(url, {
        method: 'POST',
        headers: { dpop: proof },
        body: new URLSearchParams({
          client_id: oauth.clientId,
          grant_type: 'authorization_code',
          code: from.code,
          code_verifier: from.verifier,
          redirect_uri: from.redirectUri,
        }),
      });
    };
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(400);
  });

  test('with a proof dated by a wrong clock is answered with a nonce to use', async () => {
    const from = await authorize(server, compte);
    const response = await requestToken(
      server,
      await PosteKey.create(),
      {
        grant_type: 'authorization_code',
        code: from.code,
        code_verifier: from.verifier,
        redirect_uri: from.redirectUri,
      },
      new Date(Date.now() - 3_600_000),
    );
    expect(await response.json()).toMatchObject({ error: 'use_dpop_nonce' });
    expect(response.headers.get('dpop-nonce')).toMatch(/.+/);
  });

  test('with a key that belongs to another account is refused', async () => {
    const key = await PosteKey.create();
    await signInPoste(server, compte, { key });
    const other = await createResponsable(server, '11111111111111');
    const response = await exchange(key, await authorize(server, other));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'access_denied' });
  });

  test('from a known poste keeps the poste and ends its former tokens', async () => {
    const key = await PosteKey.create();
    const before = await signInPoste(server, compte, { key, posteNom: 'Ancien nom' });
    const after = await signInPoste(server, compte, { key, posteNom: 'Nouveau nom' });
    expect(after.posteId).toBe(before.posteId);
    expect(await (await after.fetch('/v1/session')).json()).toMatchObject({ poste: { nom: 'Nouveau nom' } });
    expect((await before.fetch('/v1/session')).status).toBe(401);
  });
});
