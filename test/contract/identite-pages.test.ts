import { afterEach, describe, expect, test } from 'vitest';
import { oauth } from '../../shared/contract/sync.ts';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
import { Invitations } from '../../sync-api/identite/invitations.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import {
  authorize,
  CookieJar,
  challengeOf,
  location,
  PosteKey,
  refresh,
  requestToken,
  visit,
} from '../support/poste.ts';
import {
  createResponsable,
  signInPoste,
  startTestServer,
  type TestServer,
  type TestServerOptions,
  testPassword,
} from '../support/server.ts';

let server: TestServer;
const start = async (options: TestServerOptions = {}): Promise<void> => {
  server = await startTestServer(options);
};
afterEach(() => server.stop());

const postForm = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html', ...headers },
    body: new URLSearchParams(form),
  });
const openForm = async (jar: CookieJar): Promise<string> => {
  const query = new URLSearchParams({
    client_id: oauth.clientId,
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:51234/retour',
    scope: oauth.scope,
    code_challenge: challengeOf('v'.repeat(43)),
    code_challenge_method: 'S256',
  });
  return location(await visit(jar, `${server.url}/oidc/auth?${query}`), server.url);
};

describe('every page', () => {
  test('is French, allows nothing from elsewhere and no inline code', async () => {
    await start();
    const jar = new CookieJar();
    const paths = ['/compte', '/invitation', '/nulle-part', '/connexion/inconnue', '/oidc/auth', '/oidc/nulle-part'];
    for (const path of [...paths, new URL(await openForm(jar)).pathname]) {
      const response = await visit(jar, `${server.url}${path}`);
      expect(response.headers.get('content-security-policy'), path).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self';form-action 'self' http://127.0.0.1:*;base-uri 'none';frame-ancestors 'none'",
      );
      expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
      const text = await response.text();
      expect(text, path).toContain('<html lang="fr">');
      expect(text, path).not.toMatch(/<style|style="|<script(?! src="\/)| on\w+="|https?:\/\//);
      expect(text.match(/<h1>/g), path).toHaveLength(1);
    }
  });

  test('labels each of its fields', async () => {
    await start();
    for (const path of ['/compte', '/invitation']) {
      const text = await (await visit(new CookieJar(), `${server.url}${path}`)).text();
      for (const [, id] of text.matchAll(/<input id="([^"]+)"(?![^>]*type="hidden")/g)) {
        expect(text).toContain(`<label for="${id}">`);
      }
    }
  });

  test('that does not exist is a page for people, a code for programs', async () => {
    await start();
    const page = await visit(new CookieJar(), `${server.url}/nulle-part`);
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('Page introuvable')]);
    const api = await fetch(`${server.url}/v1/nulle-part`, { headers: { accept: 'text/html' } });
    expect([api.status, await api.json()]).toEqual([404, { code: 'INTROUVABLE', message: 'INTROUVABLE' }]);
  });

  test('brings its style and its one script', async () => {
    await start();
    const style = await fetch(`${server.url}/pages/style.css`);
    const script = await fetch(`${server.url}/pages/invitation.js`);
    expect([style.status, script.status]).toEqual([200, 200]);
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });
});

describe('sign-in page', () => {
  test('says one sentence for a wrong password and for an unknown account', async () => {
    await start();
    const compte = await createResponsable(server, '12345678901234');
    const jar = new CookieJar();
    const form = await openForm(jar);
    for (const identifiant of [compte.identifiant, 'inconnu@cfa.fr']) {
      const response = await visit(jar, form, { identifiant, mot_de_passe: 'faux mot de passe' });
      expect(response.status).toBe(401);
      expect(await response.text()).toContain('Identifiant ou mot de passe incorrect.');
    }
    const right = await visit(jar, form, { identifiant: ' 12345678901234 ', mot_de_passe: testPassword });
    expect(right.status).toBe(303);
  });

  test('shows back what was typed, never as code', async () => {
    await start();
    const jar = new CookieJar();
    const response = await visit(jar, await openForm(jar), { identifiant: '"><script>x()', mot_de_passe: 'x' });
    expect(await response.text()).toContain('value="&quot;&gt;&lt;script&gt;x()"');
  });

  test('of another browser or of an ended sign-in is refused with a page', async () => {
    await start();
    const form = await openForm(new CookieJar());
    const response = await visit(new CookieJar(), form);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Connexion expirée');
  });

  test('takes no form sent by another site', async () => {
    await start();
    const compte = await createResponsable(server, '12345678901234');
    const form = { identifiant: compte.identifiant, mot_de_passe: compte.motDePasse };
    for (const headers of [{ origin: 'https://mechant.example.org' }, { origin: 'null' }, {}]) {
      const response = await postForm('/compte/connexion', form, { ...headers, 'sec-fetch-site': 'cross-site' });
      expect(response.status).toBe(403);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  test('throttles an account and an address, and says when to come back', async () => {
    await start({ config: { essaisParCompte: 2, essaisParAdresse: 4 } });
    const compte = await createResponsable(server, '12345678901234');
    const jar = new CookieJar();
    const form = await openForm(jar);
    const attempt = (identifiant: string, mot_de_passe: string) => visit(jar, form, { identifiant, mot_de_passe });
    await attempt(compte.identifiant, 'faux');
    await attempt(compte.identifiant, 'faux');
    const blocked = await attempt(compte.identifiant, compte.motDePasse);
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await blocked.text()).toContain('Trop d’essais');
    await attempt('un@cfa.fr', 'faux');
    await attempt('deux@cfa.fr', 'faux');
    expect((await attempt('trois@cfa.fr', 'faux')).status).toBe(429);
  });

  test('many tries sent at once do not slip past the limit', async () => {
    await start({ config: { essaisParCompte: 3 } });
    const compte = await createResponsable(server, '12345678901234');
    const jar = new CookieJar();
    const form = await openForm(jar);
    const all = await Promise.all(
      Array.from({ length: 12 }, () => visit(jar, form, { identifiant: compte.identifiant, mot_de_passe: 'faux' })),
    );
    expect(all.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(9);
  });

  test('successful sign-ins are not counted', async () => {
    await start({ config: { essaisParCompte: 2 } });
    const compte = await createResponsable(server, '12345678901234');
    for (let index = 0; index < 4; index += 1) await authorize(server, compte);
  });
});

describe('a new password', () => {
  const renew = async (compteId: string, password: string) => {
    const invitations = new Invitations(server.deps);
    const { jeton } = await invitations.create(compteId);
    return invitations.accept(jeton, password, password);
  };

  test('ends the pages, the codes and the tokens of the account; its postes come back by a sign-in', async () => {
    await start();
    const compte = await createResponsable(server, '12345678901234');
    const other = await createResponsable(server, '99999999999999');
    const poste = await signInPoste(server, compte);
    const otherPoste = await signInPoste(server, other);
    const jar = new CookieJar();
    const form = { identifiant: compte.identifiant, mot_de_passe: compte.motDePasse };
    await visit(jar, `${server.url}/compte/connexion`, form);
    const page = async () => (await visit(jar, `${server.url}/compte`)).text();
    expect(await page()).toContain('Poste des tests');
    const { code } = await new Enrolements({ ...server.deps, enabled: true }).create(compte.id);
    const underWay = await authorize(server, compte);

    expect(await renew(compte.id, 'un autre mot de passé')).toMatchObject({ ok: true });
    expect(await page()).not.toContain('Poste des tests');
    const response = await poste.fetch('/v1/session');
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'SESSION_EXPIREE' }]);
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(400);
    const late = await requestToken(server, await PosteKey.create(), {
      grant_type: 'authorization_code',
      code: underWay.code,
      code_verifier: underWay.verifier,
      redirect_uri: underWay.redirectUri,
    });
    expect(late.status).toBe(400);
    const enrolled = await requestToken(server, await PosteKey.create(), { grant_type: oauth.enrolementGrant, code });
    expect(await enrolled.json()).toMatchObject({ error_description: 'CODE_INVALIDE' });
    expect((await otherPoste.fetch('/v1/session')).status).toBe(200);
    expect((await refresh(server, otherPoste.key, otherPoste.tokens.refresh_token)).status).toBe(200);

    const back = await signInPoste(
      server,
      { identifiant: compte.identifiant, motDePasse: 'un autre mot de passé' },
      { key: poste.key },
    );
    expect(back.posteId).toBe(poste.posteId);
  });

  test('leaves its push-only right to a poste that was handed back', async () => {
    await start();
    const compte = await createResponsable(server, '12345678901234');
    const poste = await signInPoste(server, compte);
    await new Postes(server.deps).revoke(poste.posteId, 'rendu');
    await renew(compte.id, 'un autre mot de passé');
    expect((await poste.fetch('/v1/flux')).status).toBe(200);
  });
});

describe('invitation page', () => {
  const invite = async (): Promise<string> => {
    const id = await server.comptes.create({
      identifiant: '12345678901234',
      email: null,
      role: 'responsable',
      nom: 'CFA',
      siret: '12345678901234',
    });
    return (await new Invitations(server.deps).create(id ?? '')).jeton;
  };
  const accept = (jeton: string, mot_de_passe: string, confirmation = mot_de_passe) =>
    postForm('/invitation', { jeton, mot_de_passe, confirmation }, { origin: server.url });

  test('gives a password that opens, once', async () => {
    await start();
    const jeton = await invite();
    const done = await accept(jeton, testPassword);
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Mot de passe créé')]);
    const poste = await signInPoste(server, { identifiant: '12345678901234', motDePasse: testPassword });
    expect((await poste.fetch('/v1/session')).status).toBe(200);
    const again = await accept(jeton, 'un autre mot de passé');
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('LIEN_UTILISE')]);
  });

  test('says why a password is refused and keeps the link', async () => {
    await start();
    const jeton = await invite();
    for (const [password, sentence] of [
      ['court', 'trop court'],
      ['motdepasse2026', 'trop facile à deviner'],
      ['12345678901234', 'reprend votre identifiant'],
    ] as const) {
      const text = await (await accept(jeton, password)).text();
      expect(text).toContain(sentence);
      expect(text).toContain(`value="${jeton}"`);
    }
    expect(await (await accept(jeton, testPassword, 'autre')).text()).toContain('ne sont pas les mêmes');
    expect((await accept(jeton, testPassword)).status).toBe(200);
  });

  test('refuses an invented link, an empty one and one sent by another site', async () => {
    await start();
    const jeton = await invite();
    expect(await (await accept('invente', testPassword)).text()).toContain('LIEN_INVALIDE');
    expect(await (await accept('', testPassword)).text()).toContain('Le lien est incomplet');
    const foreign = { jeton, mot_de_passe: testPassword, confirmation: testPassword };
    const response = await postForm('/invitation', foreign, { origin: 'https://mechant.example.org' });
    expect(response.status).toBe(403);
  });
});
