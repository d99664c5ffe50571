import { afterEach, describe, expect, test } from 'vitest';
import { oauth } from '../../shared/contract/sync.ts';
import type { Config } from '../../sync-api/config.ts';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import { CookieJar, PosteKey, posteOf, requestToken, tokenResponse, visit } from '../support/poste.ts';
import {
  createResponsable,
  signInPoste,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';

let server: TestServer;
let clock: TestClock;
let compte: TestCompte;
let codes: Enrolements;

const start = async (config: Partial<Config> = {}): Promise<void> => {
  clock = new TestClock();
  server = await startTestServer({ clock, config });
  compte = await createResponsable(server, '12345678901234');
  codes = new Enrolements({ ...server.deps, enabled: true });
};
afterEach(() => server.stop());

const enrol = (key: PosteKey, code: string, posteNom = 'Borne'): Promise<Response> =>
  requestToken(server, key, { grant_type: oauth.enrolementGrant, code, [oauth.posteNomParameter]: posteNom });
const refusalOf = async (response: Response): Promise<unknown> => [response.status, await response.json()];

describe('enrolment by code', () => {
  test('signs a poste in, which then refreshes like any other', async () => {
    await start();
    const { code } = await codes.create(compte.id);
    const key = await PosteKey.create();
    const response = await enrol(key, code, 'Borne du hall');
    expect(response.status).toBe(200);
    const poste = await posteOf(server, key, tokenResponse.parse(await response.json()));
    expect(await (await poste.fetch('/v1/session')).json()).toMatchObject({
      compte: { id: compte.id },
      poste: { nom: 'Borne du hall' },
    });
    const signedInAt = clock.now().toISOString();
    clock.advance(60_000);
    await poste.refresh();
    expect((await poste.fetch('/v1/session')).status).toBe(200);
    const row = await server.db.selectFrom('poste').select('connecte_le').executeTakeFirstOrThrow();
    expect(row.connecte_le).toBe(signedInAt);
  });

  test('is off unless the server says so', async () => {
    await start({ enrolement: false });
    const { code } = await codes.create(compte.id);
    expect(await refusalOf(await enrol(await PosteKey.create(), code))).toMatchObject([
      400,
      { error: 'invalid_grant', error_description: 'CODE_DESACTIVE' },
    ]);
  });

  test('a used, an old and an invented code are refused, each by its name', async () => {
    await start();
    const used = await codes.create(compte.id);
    expect((await enrol(await PosteKey.create(), used.code)).status).toBe(200);
    const refused = async (code: string) => refusalOf(await enrol(await PosteKey.create(), code));
    expect(await refused(used.code)).toMatchObject([400, { error_description: 'CODE_INVALIDE' }]);
    expect(await refused('BCDFGHJK')).toMatchObject([400, { error_description: 'CODE_INVALIDE' }]);
    const old = await codes.create(compte.id);
    clock.advance(601_000);
    expect((await enrol(await PosteKey.create(), old.code)).status).toBe(400);
  });

  test('without a proof, the code is refused and stays good', async () => {
    await start();
    const { code } = await codes.create(compte.id);
    const bare = await fetch(`${server.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: oauth.clientId, grant_type: oauth.enrolementGrant, code }),
    });
    expect(await refusalOf(bare)).toMatchObject([400, { error: 'invalid_dpop_proof' }]);
    expect((await enrol(await PosteKey.create(), code)).status).toBe(200);
  });

  test('of a suspended account gives nothing', async () => {
    await start();
    const { code } = await codes.create(compte.id);
    await server.comptes.setSuspendu(compte.identifiant, true);
    expect(await refusalOf(await enrol(await PosteKey.create(), code))).toMatchObject([
      400,
      { error: 'access_denied', error_description: 'COMPTE_SUSPENDU' },
    ]);
  });

  test('by a revoked poste is refused and leaves the code good', async () => {
    await start();
    const key = await PosteKey.create();
    const first = await codes.create(compte.id);
    const poste = await posteOf(server, key, tokenResponse.parse(await (await enrol(key, first.code)).json()));
    await new Postes(server.deps).revoke(poste.posteId, 'perdu');
    const second = await codes.create(compte.id);
    expect(await refusalOf(await enrol(key, second.code))).toMatchObject([400, { error_description: 'POSTE_REVOQUE' }]);
    expect((await enrol(await PosteKey.create(), second.code)).status).toBe(200);
  });

  test('tried too often from one address is told to wait', async () => {
    await start({ essaisParAdresse: 3 });
    for (let index = 0; index < 3; index += 1) await enrol(await PosteKey.create(), 'BCDFGHJK');
    const response = await enrol(await PosteKey.create(), 'BCDFGHJK');
    expect(await refusalOf(response)).toMatchObject([429, { error_description: 'TROP_DE_REQUETES' }]);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the page that makes codes', () => {
  const signIn = async (): Promise<CookieJar> => {
    const jar = new CookieJar();
    const response = await visit(jar, `${server.url}/compte/connexion`, {
      identifiant: compte.identifiant,
      mot_de_passe: compte.motDePasse,
    });
    expect(response.status).toBe(303);
    return jar;
  };
  const read = async (jar: CookieJar): Promise<string> => (await visit(jar, `${server.url}/compte`)).text();

  test('shows a code once, then which poste used it', async () => {
    await start();
    const jar = await signIn();
    const made = await (await visit(jar, `${server.url}/compte/code`, {})).text();
    const code = /class="code-enrolement">([A-Z]{4} [A-Z]{4})</.exec(made)?.[1] ?? '';
    expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4} [BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    const waiting = await read(jar);
    expect(waiting).not.toContain(code);
    expect(waiting).toContain('Un code attend');
    expect((await enrol(await PosteKey.create(), code, 'Borne <1>')).status).toBe(200);
    expect(await read(jar)).toContain('«\u00a0Borne &lt;1&gt;\u00a0»');
  });

  test('asks to sign in without a session, after a quarter of an hour and after signing out', async () => {
    await start();
    const stranger = await visit(new CookieJar(), `${server.url}/compte/code`, {});
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/compte']);
    const jar = await signIn();
    expect(await read(jar)).toContain('Connecter un poste');
    await visit(jar, `${server.url}/compte/deconnexion`, {});
    expect(await read(jar)).toContain('Se connecter');
    const other = await signIn();
    clock.advance(15 * 60_000);
    expect(await read(other)).toContain('Se connecter');
  });

  test('says that codes are off', async () => {
    await start({ enrolement: false });
    const jar = await signIn();
    expect(await read(jar)).toContain('ne sont pas activés');
    expect((await visit(jar, `${server.url}/compte/code`, {})).status).toBe(403);
  });

  test('its cookie is out of reach of scripts and of other sites', async () => {
    await start();
    const response = await visit(new CookieJar(), `${server.url}/compte/connexion`, {
      identifiant: compte.identifiant,
      mot_de_passe: compte.motDePasse,
    });
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/compte; HttpOnly; SameSite=Strict; Max-Age=900/);
  });
});

describe('the list of postes', () => {
  const session = async (who: TestCompte): Promise<CookieJar> => {
    const jar = new CookieJar();
    await visit(jar, `${server.url}/compte/connexion`, { identifiant: who.identifiant, mot_de_passe: who.motDePasse });
    return jar;
  };
  const retire = (jar: CookieJar, poste: string, revocation: string) =>
    visit(jar, `${server.url}/compte/poste`, { poste, revocation });

  test('retires a poste, which is then out and no longer listed', async () => {
    await start();
    const poste = await signInPoste(server, compte, { posteNom: 'Portable <volé>' });
    const jar = await session(compte);
    expect(await (await visit(jar, `${server.url}/compte`)).text()).toContain('Portable &lt;volé&gt;');
    expect((await retire(jar, poste.posteId, 'perdu')).status).toBe(303);
    expect(await (await visit(jar, `${server.url}/compte`)).text()).toContain('Aucun poste');
    expect(await (await poste.fetch('/v1/session')).json()).toMatchObject({ code: 'POSTE_REVOQUE' });
  });

  test('touches no poste of another account, takes no other word, and asks to be signed in', async () => {
    await start();
    const poste = await signInPoste(server, compte);
    const other = await session(await createResponsable(server, '99999999999999'));
    expect((await retire(other, poste.posteId, 'perdu')).status).toBe(404);
    const jar = await session(compte);
    expect((await retire(jar, poste.posteId, 'vendu')).status).toBe(400);
    expect((await retire(new CookieJar(), poste.posteId, 'perdu')).headers.get('location')).toBe('/compte');
    expect((await poste.fetch('/v1/session')).status).toBe(200);
  });
});
