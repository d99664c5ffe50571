import { afterEach, describe, expect, test } from 'vitest';
import { oauth } from '../../shared/contract/sync.ts';
import { challengeOf } from '../support/poste.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
afterEach(() => server.stop());
const publicUrl = 'https://cfa.example.org';
const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'cfa.example.org' };

describe('behind a TLS proxy', () => {
  test('every address it gives is the public one, and its cookies ask for TLS', async () => {
    server = await startTestServer({ config: { publicUrl, trustProxy: true } });
    const found = await fetch(`${localUrl()}/oidc/.well-known/openid-configuration`, {
      headers: forwarded,
    });
    const metadata: Record<string, unknown> = await found.json();
    expect(metadata.issuer).toBe(`${publicUrl}/oidc`);
    for (const [name, value] of Object.entries(metadata)) {
      if (name.endsWith('_endpoint') || name === 'jwks_uri')
        expect(value, name).toMatch(/^https:\/\/cfa\.example\.org\/oidc\//);
    }
    const query = new URLSearchParams({
      client_id: oauth.clientId,
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:51234/retour',
      scope: oauth.scope,
      code_challenge: challengeOf('v'.repeat(43)),
      code_challenge_method: 'S256',
    });
    const started = await fetch(`${localUrl()}/oidc/auth?${query}`, { headers: forwarded, redirect: 'manual' });
    expect(started.status).toBe(303);
    for (const cookie of started.headers.getSetCookie()) expect(cookie).toContain('; secure');
    expect(started.headers.get('strict-transport-security')).toContain('max-age=');
  });

  test.each([
    [true, '10.0.0.1, 192.0.2.7', '10.0.0.2, 192.0.2.7', 429],
    [true, '192.0.2.7', '192.0.2.8', 401],
    [false, '192.0.2.7', '192.0.2.8', 429],
  ])('trusting it (%s), tries from %s then %s end in %d', async (trustProxy, first, second, status) => {
    server = await startTestServer({ config: { publicUrl, trustProxy, essaisParAdresse: 1 } });
    const attempt = (from: string, identifiant: string) =>
      fetch(`${localUrl()}/compte/connexion`, {
        method: 'POST',
        headers: { origin: publicUrl, 'x-forwarded-for': from },
        body: new URLSearchParams({ identifiant, mot_de_passe: 'faux' }),
      });
    expect((await attempt(first, 'a@cfa.fr')).status).toBe(401);
    expect((await attempt(second, 'b@cfa.fr')).status).toBe(status);
  });
});

function localUrl(): string {
  const address = server.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
}
