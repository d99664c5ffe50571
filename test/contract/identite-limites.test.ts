import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { oauth } from '../../shared/contract/sync.ts';
import type { Config } from '../../sync-api/config.ts';
import { parCompteFactor } from '../../sync-api/identite/limites.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { PosteKey, requestToken } from '../support/poste.ts';
import {
  createResponsable,
  type SignedPoste,
  signInPoste,
  startTestServer,
  TestClock,
  type TestServer,
} from '../support/server.ts';

let server: TestServer;
const start = async (config: Partial<Config> = {}): Promise<void> => {
  server = await startTestServer({ config });
};
const siret = '12345678901234';

describe('a stranger at the API', () => {
  afterEach(() => server.stop());
  const knock = async (key: PosteKey, token: string, headers: Record<string, string> = {}): Promise<Response> => {
    const url = `${server.url}/v1/session`;
    const dpop = await key.prove('GET', url, server.clock.now(), token);
    return fetch(url, { headers: { authorization: `DPoP ${token}`, dpop, ...headers } });
  };
  const countProofs = async (): Promise<number> =>
    (await server.db.selectFrom('preuve_vue').select('jti').execute()).length;

  test('leaves no row behind, whatever proof it makes', async () => {
    await start();
    const poste = await signInPoste(server, await createResponsable(server, siret));
    const before = await countProofs();
    const stranger = await PosteKey.create();
    expect((await knock(stranger, 'x'.repeat(43))).status).toBe(401);
    expect((await knock(stranger, poste.tokens.access_token)).status).toBe(401);
    expect(await countProofs()).toBe(before);
    expect((await knock(poste.key, poste.tokens.access_token)).status).toBe(200);
    expect(await countProofs()).toBe(before + 1);
  });

  test('without a right enrolment code leaves none either', async () => {
    await start();
    const form = { grant_type: oauth.enrolementGrant, code: 'BCDF GHJK' };
    expect((await requestToken(server, await PosteKey.create(), form)).status).toBe(400);
    expect(await countProofs()).toBe(0);
  });

  test('is told to wait after too many refusals, alone at its address; successes are not counted', async () => {
    await start({ echecsParMinute: 3, trustProxy: true });
    const poste = await signInPoste(server, await createResponsable(server, siret));
    for (let index = 0; index < 6; index += 1) expect((await poste.fetch('/v1/session')).status).toBe(200);
    const stranger = await PosteKey.create();
    const from = (address: string) => knock(stranger, 'x'.repeat(43), { 'x-forwarded-for': address });
    for (let index = 0; index < 3; index += 1) expect((await from('192.0.2.7')).status).toBe(401);
    const refused = await from('192.0.2.7');
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'TROP_DE_REQUETES' }]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('192.0.2.8')).status).toBe(401);
    expect((await poste.fetch('/v1/session')).status).toBe(200);
  });

  test('begins a sign-in so many times a minute only', async () => {
    await start({ connexionsParMinute: 2 });
    const begin = () => fetch(`${server.url}/oidc/auth`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    for (let index = 0; index < 2; index += 1) expect((await begin()).status).toBe(400);
    const refused = await begin();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('<html lang="fr">');
    expect((await fetch(`${server.url}/oidc/.well-known/openid-configuration`)).status).toBe(200);
  });
});

describe('wrong passwords', () => {
  afterEach(() => server.stop());
  const attempt = async (address: string, motDePasse: string): Promise<number> => {
    const response = await fetch(`${server.url}/compte/connexion`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: server.url, 'x-forwarded-for': address },
      body: new URLSearchParams({ identifiant: siret, mot_de_passe: motDePasse }),
    });
    return response.status;
  };

  test('of a stranger do not lock the director out', async () => {
    await start({ essaisParCompte: 2, trustProxy: true });
    const { motDePasse } = await createResponsable(server, siret);
    for (let index = 0; index < 2; index += 1) expect(await attempt('192.0.2.7', 'faux')).toBe(401);
    expect(await attempt('192.0.2.7', motDePasse)).toBe(429);
    expect(await attempt('192.0.2.8', motDePasse)).toBe(303);
  });

  test('from everywhere meet a ceiling of the account', async () => {
    await start({ essaisParCompte: 1, trustProxy: true });
    const { motDePasse } = await createResponsable(server, siret);
    for (let index = 0; index < parCompteFactor; index += 1)
      expect(await attempt(`192.0.2.${index}`, 'faux')).toBe(401);
    expect(await attempt('192.0.2.200', motDePasse)).toBe(429);
  });

  test('from one IPv6 subscriber count together', async () => {
    await start({ essaisParAdresse: 2, trustProxy: true });
    const { motDePasse } = await createResponsable(server, siret);
    expect(await attempt('2001:db8::1', 'faux')).toBe(401);
    expect(await attempt('2001:db8::2', 'faux')).toBe(401);
    expect(await attempt('2001:db8::3', motDePasse)).toBe(429);
    expect(await attempt('2001:db8:0:1::1', motDePasse)).toBe(303);
  });
});

describe('while an import holds the writer lock', () => {
  test('a pull goes on, and a proof still passes once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rappel-verrou-'));
    const url = `sqlite:${join(folder, 'base.sqlite')}`;
    const key = 'ab'.repeat(32);
    const db = await openDatabase({ url, key, busyTimeoutMs: 1 });
    // The next request is of another hour: it has that to tell too, and cannot.
    const clock = new TestClock(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 30_000);
    server = await startTestServer({ db, clock });
    const poste: SignedPoste = await signInPoste(server, await createResponsable(server, siret));
    const { flux } = await (await poste.fetch('/v1/flux')).json();
    clock.advance(120_000);
    const other = await openDatabase({ url, key });
    const lock = await other.startTransaction().execute();
    await lock.insertInto('mef').values({ mef: randomUUID(), libelle: 'x', code_formation_diplome: 'x' }).execute();
    expect((await poste.fetch(`/v1/flux/${flux[0].id}/changements?apres=0`)).status).toBe(200);
    const address = `${server.url}/v1/session`;
    const token = poste.tokens.access_token;
    const dpop = await poste.key.prove('GET', address, clock.now(), token);
    const send = async () => (await fetch(address, { headers: { authorization: `DPoP ${token}`, dpop } })).status;
    expect([await send(), await send()]).toEqual([200, 401]);
    await lock.rollback().execute();
    expect(await send()).toBe(401);
    await other.destroy();
    await server.stop();
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
});
