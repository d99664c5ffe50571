import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserOf } from '../../support/browser.ts';
import { PosteMachine } from '../../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk, operateurOf, pin } from '../../support/signed-poste.ts';

let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;

beforeEach(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '13002526500013');
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

const wrong = '111111';

describe('the lock', () => {
  it('stands at start, and only the PIN opens it', async () => {
    const first = await openDesk(machine, server, compte);
    await first.core.stop(0);
    const poste = await machine.start({ serveur: server.url });
    const locked = await poste.session();
    expect(locked).toMatchObject({ etape: 'verrouille', operateur: { nom: 'Léa M.', aUnPin: true } });
    const operateur = await operateurOf(poste);
    expect(await poste.refusal('session:deverrouiller', { operateur, pin: wrong })).toBe('PIN_INCORRECT');
    expect((await poste.session()).essaisRestants).toBe(4);
    expect(await poste.session('session:deverrouiller', { operateur, pin })).toMatchObject({
      etape: 'pret',
      essaisRestants: null,
    });
  });

  it.each(['verrouillage', 'veille'] as const)('falls on the signal %s', async (signal) => {
    const poste = await openDesk(machine, server, compte);
    await poste.core.signal(signal);
    expect((await poste.session()).etape).toBe('verrouille');
    const told = poste.events.filter(({ name }) => name === 'session:change');
    expect(told.at(-1)?.payload).toMatchObject({ etape: 'verrouille' });
  });

  it('falls after ten minutes without activity, not before', async () => {
    const poste = await openDesk(machine, server, compte);
    await machine.clock.advance(400_000);
    await poste.core.signal('activite');
    await machine.clock.advance(590_000);
    expect((await poste.session()).etape).toBe('pret');
    await machine.clock.advance(30_000);
    expect((await poste.session()).etape).toBe('verrouille');
  });

  it('lets the sync go on and keeps the rest from the page', async () => {
    const poste = await openDesk(machine, server, compte);
    await poste.ask('session:verrouiller');
    const seen = poste.events.length;
    for (const channel of ['candidats:liste', 'actes:enregistrer', 'reglages:lire', 'synchro:etat', 'synchro:detail'])
      expect(await poste.refusal(channel, {})).toBe('VERROUILLE');
    await poste.core.signal('reprise');
    await poste.until(() => poste.events.slice(seen).some(({ name }) => name === 'synchro:change'));
    expect(poste.events.slice(seen).filter(({ name }) => name.startsWith('candidats:'))).toEqual([]);
  });

  it('is not opened by making or choosing another opérateur', async () => {
    const poste = await openDesk(machine, server, compte);
    await poste.ask('session:verrouiller');
    expect(await poste.refusal('session:creer-operateur', { nom: 'Intrus', pin })).toBe('VERROUILLE');
    expect(await poste.refusal('session:choisir-operateur', { operateur: await operateurOf(poste), pin: wrong })).toBe(
      'VERROUILLE',
    );
    expect(await poste.refusal('session:changer-operateur')).toBe('VERROUILLE');
  });

  it('also falls while someone is being chosen', async () => {
    const poste = await openDesk(machine, server, compte);
    expect((await poste.session('session:changer-operateur')).etape).toBe('operateur');
    await machine.clock.advance(601_000);
    expect((await poste.session()).etape).toBe('verrouille');
  });
});

describe('the PIN', () => {
  it('asks for a sign-in after five wrong tries, also across restarts', async () => {
    const first = await openDesk(machine, server, compte);
    await first.ask('session:verrouiller');
    const operateur = await operateurOf(first);
    for (let tries = 0; tries < 3; tries += 1)
      expect(await first.refusal('session:deverrouiller', { operateur, pin: wrong })).toBe('PIN_INCORRECT');
    await first.core.stop(0);
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect(await poste.refusal('session:deverrouiller', { operateur, pin: wrong })).toBe('PIN_INCORRECT');
    expect(await poste.refusal('session:deverrouiller', { operateur, pin: wrong })).toBe('PIN_BLOQUE');
    expect(await poste.session()).toMatchObject({ etape: 'reconnexion', raison: 'PIN_BLOQUE', essaisRestants: 0 });
    expect(await poste.refusal('session:deverrouiller', { operateur, pin })).toBe('PIN_BLOQUE');

    const signed = await poste.session('session:connecter', { nomPoste: 'Accueil-2' });
    expect(signed).toMatchObject({ etape: 'operateur', raison: null, operateurs: [{ id: operateur, aUnPin: false }] });
    expect(await poste.session('session:choisir-operateur', { operateur, pin: '135791' })).toMatchObject({
      etape: 'pret',
    });
  });

  it('of a colleague cannot be replaced', async () => {
    const poste = await openDesk(machine, server, compte);
    const operateur = await operateurOf(poste);
    await poste.ask('session:changer-operateur');
    expect(await poste.refusal('session:choisir-operateur', { operateur, pin: wrong })).toBe('NON_AUTORISE');
    expect(
      await poste.refusal('session:choisir-operateur', { operateur: '00000000-0000-4000-8000-000000000000', pin }),
    ).toBe('INTROUVABLE');
    expect((await poste.session('session:deverrouiller', { operateur, pin })).etape).toBe('pret');
  });

  it('is never in a file in clear', async () => {
    const poste = await openDesk(machine, server, compte);
    await poste.core.stop(0);
    const { readFileSync, readdirSync } = await import('node:fs');
    const { join } = await import('node:path');
    const files = readdirSync(machine.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name)).includes(pin), file.name).toBe(false);
  });
});

describe('an opérateur made on one poste', () => {
  it('can be chosen on another, with a PIN of its own', async () => {
    await openDesk(machine, server, compte);
    const second = new PosteMachine();
    try {
      const poste = await second.start({ serveur: server.url, browser: browserOf(server, compte) });
      await poste.ask('session:connecter', { nomPoste: 'Accueil-3' });
      await poste.until(() =>
        poste.events.some(({ name, payload }) => name === 'session:change' && JSON.stringify(payload).includes('Léa')),
      );
      const { operateurs } = await poste.session();
      expect(operateurs).toMatchObject([{ nom: 'Léa M.', aUnPin: false }]);
      await poste.ask('session:choisir-operateur', { operateur: operateurs[0]?.id, pin: '975310' });
      expect((await poste.reach('pret')).operateur).toMatchObject({ nom: 'Léa M.' });
    } finally {
      await second.remove();
    }
  });

  it('is not made without the server', async () => {
    let isCut = false;
    const poste = await machine.start({
      serveur: server.url,
      browser: browserOf(server, compte),
      fetch: (input, init) => (isCut ? Promise.reject(new TypeError('cut')) : fetch(input, init)),
    });
    await poste.ask('session:connecter', { nomPoste: 'Accueil-2' });
    isCut = true;
    expect(await poste.refusal('session:creer-operateur', { nom: 'Léa M.', pin })).toBe('HORS_LIGNE');
    expect((await poste.session()).operateurs).toEqual([]);
  });
});
