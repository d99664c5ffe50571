import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserOf, signInPages } from '../support/browser.ts';
import { PosteMachine } from '../support/poste-core.ts';
import {
  createDelegue,
  createResponsable,
  startTestServer,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';

let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;

beforeEach(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '13002526500013', 'CFA des Tests');
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

const nomPoste = 'Accueil-2';

describe('sign-in by the browser', () => {
  it('leads from an empty folder to an open desk', async () => {
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect((await poste.session()).etape).toBe('connexion');
    const signed = await poste.session('session:connecter', { nomPoste });
    expect(signed).toMatchObject({ etape: 'operateur', etablissement: 'CFA des Tests', poste: nomPoste });
    await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin: '246810' });
    const ready = await poste.reach('pret');
    expect(ready.operateur).toMatchObject({ nom: 'Léa M.', aUnPin: true });
  });

  it('writes the key and reads it back before any file exists', async () => {
    const poste = await openDesk(machine, server, compte);
    const calls = machine.keychain.calls.map((call) => call.replace(/[0-9a-f]{32}:/, ''));
    const written = calls.indexOf('write base');
    expect(calls.slice(written, written + 2)).toEqual(['write base', 'read base']);
    machine.keychain.mood = 'absent';
    expect((await poste.session()).etape).toBe('pret');
  });

  it('tells no secret to the page', async () => {
    const poste = await openDesk(machine, server, compte);
    const told = JSON.stringify([poste.events, await poste.session()]);
    expect([...machine.keychain.entries.values()].filter((secret) => told.includes(secret))).toEqual([]);
    expect(machine.keychain.entries.size).toBe(3);
  });

  it('refuses a second sign-in while one is under way', async () => {
    let release = (): void => undefined;
    const poste = await machine.start({
      serveur: server.url,
      browser: () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    });
    const first = poste.core.handle('session:connecter', { nomPoste });
    await poste.reach('connexion-en-cours');
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('CONNEXION_EN_COURS');
    await poste.ask('session:annuler-connexion');
    release();
    expect(await first).toEqual({ ok: false, error: { code: 'CONNEXION_ANNULEE' } });
    expect((await poste.session()).etape).toBe('connexion');
  });

  it('leaves an open desk where it is, and tells a locked one that the browser goes on', async () => {
    let wait: Promise<void> = Promise.resolve();
    let opened = Promise.withResolvers<void>();
    const sign = browserOf(server, compte);
    const poste = await machine.start({
      serveur: server.url,
      browser: async (page) => {
        opened.resolve();
        await wait;
        await sign(page);
      },
    });
    await poste.ask('session:connecter', { nomPoste });
    await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin: '246810' });
    await poste.reach('pret');

    const held = Promise.withResolvers<void>();
    wait = held.promise;
    // An open desk tells nothing of a sign-in that begins: only the browser shows that it has.
    opened = Promise.withResolvers<void>();
    const again = poste.session('session:connecter', { nomPoste });
    await opened.promise;
    expect((await poste.session()).etape).toBe('pret');
    expect((await poste.session('session:verrouiller')).etape).toBe('connexion-en-cours');
    held.resolve();
    expect(await again).toMatchObject({ etape: 'verrouille', operateur: { nom: 'Léa M.' } });
  });

  it('gives up after three minutes', async () => {
    const opened = Promise.withResolvers<void>();
    const poste = await machine.start({ serveur: server.url, browser: () => opened.resolve() });
    const asked = poste.core.handle('session:connecter', { nomPoste });
    await opened.promise;
    await machine.clock.advance(180_000);
    expect(await asked).toEqual({ ok: false, error: { code: 'DELAI_DEPASSE' } });
  });

  it('refuses an answer of another issuer', async () => {
    let tokenCalls = 0;
    const poste = await machine.start({
      serveur: server.url,
      fetch: (input, init) => {
        if (String(input).endsWith('/token')) tokenCalls += 1;
        return fetch(input, init);
      },
      browser: async (page) => {
        const hit = new URL(await signInPages(server, page, compte));
        hit.searchParams.set('iss', 'http://127.0.0.1:1/oidc');
        await fetch(hit);
      },
    });
    const reply = await poste.core.handle('session:connecter', { nomPoste });
    expect(reply).toEqual({ ok: false, error: { code: 'PREUVE_INVALIDE', details: { motif: 'iss' } } });
    expect(tokenCalls).toBe(0);
    expect(machine.keychain.entries.size).toBe(0);
  });

  it.each([
    ['none', []],
    ['a foreign one', ['autre']],
    ['two of them', ['autre', null]],
  ])('goes on waiting when a hit has not the state that was sent: %s', async (_what, states) => {
    let status = 0;
    const poste = await machine.start({
      serveur: server.url,
      browser: async (page) => {
        const right = await signInPages(server, page, compte);
        const wrong = new URL(right);
        const own = wrong.searchParams.get('state') ?? '';
        wrong.searchParams.delete('state');
        for (const state of states) wrong.searchParams.append('state', state ?? own);
        status = (await fetch(wrong)).status;
        await fetch(right);
      },
    });
    expect((await poste.session('session:connecter', { nomPoste })).etape).toBe('operateur');
    expect(status).toBe(404);
  });

  it('says that no browser could be opened', async () => {
    const poste = await machine.start({
      serveur: server.url,
      browser: () => Promise.reject(new Error('no browser')),
    });
    const reply = await poste.core.handle('session:connecter', { nomPoste });
    expect(reply).toEqual({ ok: false, error: { code: 'CONNEXION_ANNULEE', details: { motif: 'navigateur' } } });
  });

  it('answers the browser one page in French, once', async () => {
    let page = '';
    let second: unknown = null;
    const poste = await machine.start({
      serveur: server.url,
      browser: async (url) => {
        const hit = await signInPages(server, url, compte);
        expect((await fetch(new URL('/favicon.ico', hit))).status).toBe(404);
        const answer = await fetch(hit);
        page = await answer.text();
        second = await fetch(hit).catch(() => 'closed');
      },
    });
    await poste.ask('session:connecter', { nomPoste });
    expect(page).toContain('Vous pouvez fermer cet onglet');
    expect(second).toBe('closed');
  });

  it('says that nothing answers, or that something else does', async () => {
    const poste = await machine.start({ serveur: 'http://127.0.0.1:9' });
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('HORS_LIGNE');
    const portal = await machine.start({
      serveur: server.url,
      fetch: async () => new Response('<html>portail</html>', { headers: { 'content-type': 'text/html' } }),
    });
    expect(await portal.refusal('session:connecter', { nomPoste })).toBe('SERVEUR_INJOIGNABLE');
  });

  it('never lets a second account open the file of the first', async () => {
    const poste = await openDesk(machine, server, compte);
    await poste.core.stop(0);
    const other = await createDelegue(server, 'delegue@exemple.fr');
    const again = await machine.start({ serveur: server.url, browser: browserOf(server, other) });
    expect((await again.session()).etape).toBe('verrouille');
    // The key of this poste serves the first account: the server says so, and the next try makes another key.
    expect(await again.refusal('session:connecter', { nomPoste })).toBe('NON_AUTORISE');
    const signed = await again.session('session:connecter', { nomPoste });
    expect(signed).toMatchObject({ etape: 'operateur', etablissement: 'Délégué', operateurs: [] });
    expect(machine.keychain.entries.size).toBe(6);
  });
});

describe('the address of the server', () => {
  it('is asked once and kept for the next start', async () => {
    const poste = await machine.start({ serveur: null });
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('SERVEUR_NON_CONFIGURE');
    expect(await poste.refusal('session:definir-serveur', { url: 'http://cfa.exemple.fr' })).toBe('REQUETE_INVALIDE');
    expect(await poste.session('session:definir-serveur', { url: ` ${server.url}/ ` })).toMatchObject({
      serveur: server.url,
    });
    await poste.core.stop(0);
    expect((await (await machine.start({ serveur: null })).session()).serveur).toBe(server.url);
  });

  it('cannot be changed when policy gives it, nor under an open file', async () => {
    const poste = await openDesk(machine, server, compte);
    expect(await poste.refusal('session:definir-serveur', { url: 'https://autre.exemple.fr' })).toBe('NON_AUTORISE');
    await poste.core.stop(0);
    const free = await machine.start({ serveur: null });
    expect(await free.refusal('session:definir-serveur', { url: 'https://autre.exemple.fr' })).toBe('NON_AUTORISE');
  });
});
