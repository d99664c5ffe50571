import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserOf } from '../../support/browser.ts';
import { epreuvesOf } from '../../support/epreuves.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import {
  createDelegue,
  createResponsable,
  startTestServer,
  type TestCompte,
  type TestServer,
} from '../../support/server.ts';
import { openDesk, operateurOf, pin, revokePostes } from '../../support/signed-poste.ts';

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

const cut: typeof fetch = () => Promise.reject(new TypeError('cut'));
const isRefresh = (url: unknown, init: RequestInit | undefined): boolean =>
  String(url).endsWith('/token') && String(init?.body).includes('grant_type=refresh_token');
const dayMs = 86_400_000;
const tokenLifeMs = 601_000;

describe('the refresh of the session', () => {
  it('survives an answer that was lost on the way', async () => {
    let lost = 0;
    const poste = await openDesk(machine, server, compte, {
      config: { lockAfterMs: dayMs },
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        if (!isRefresh(input, init) || lost > 0) return answer;
        lost += 1;
        throw new TypeError('cut');
      },
    });
    await machine.clock.advance(tokenLifeMs);
    expect(await epreuvesOf(poste)).toMatchObject({ serveur: null, session: 'HORS_LIGNE' });
    expect(lost).toBe(1);
    expect(await epreuvesOf(poste)).toMatchObject({ session: null });
    expect((await poste.session()).raison).toBe(null);
  });

  it('is asked once for many requests, and its token is in the vault before it is used', async () => {
    let refreshes = 0;
    const savedAtUse: boolean[] = [];
    const tokens = new Set<string>();
    const poste = await openDesk(machine, server, compte, {
      config: { lockAfterMs: dayMs },
      fetch: async (input, init) => {
        const authorization = new Headers(init?.headers).get('authorization');
        if (refreshes > 0 && authorization !== null)
          savedAtUse.push([...machine.keychain.entries.values()].every((secret) => !tokens.has(secret)));
        const answer = await fetch(input, init);
        if (isRefresh(input, init) && answer.ok) refreshes += 1;
        return answer;
      },
    });
    for (const secret of machine.keychain.entries.values())
      if (!/^([0-9a-f]{64}|\{.*)$/.test(secret)) tokens.add(secret);
    expect(tokens.size).toBe(1);
    await machine.clock.advance(tokenLifeMs);
    await Promise.all([epreuvesOf(poste), epreuvesOf(poste), epreuvesOf(poste)]);
    expect(refreshes).toBe(1);
    expect(savedAtUse.length).toBeGreaterThanOrEqual(3);
    expect(savedAtUse.every(Boolean)).toBe(true);
  });

  it('goes on after a sleep that its clock did not count', async () => {
    const poste = await openDesk(machine, server, compte, { config: { lockAfterMs: dayMs } });
    // Both clocks of the poste jump ahead of the server: its first proof is dated ten minutes from now.
    await machine.clock.advance(tokenLifeMs);
    await poste.core.signal('reprise');
    const from = poste.events.length;
    await poste.until(() =>
      poste.events
        .slice(from)
        .some(({ name, payload }) => name === 'synchro:change' && /en-ligne/.test(JSON.stringify(payload))),
    );
    expect((await poste.session()).raison).toBe(null);
  });

  it('goes on after a restart', async () => {
    await (await openDesk(machine, server, compte)).core.stop(0);
    const poste = await machine.start({ serveur: server.url });
    await poste.ask('session:deverrouiller', { operateur: await operateurOf(poste), pin });
    expect(await epreuvesOf(poste)).toEqual({ adresse: null, serveur: null, session: null, horloge: null });
  });

  it('works on a PC whose hour is wrong by a day', async () => {
    machine.clock.setWall(Date.now() - dayMs);
    const poste = await openDesk(machine, server, compte);
    expect(await epreuvesOf(poste)).toMatchObject({ session: null, horloge: 'PREUVE_INVALIDE' });
  });
});

describe('a poste that was handed back', () => {
  /**
   * It may still push, list and say who it is: what tells it is an exchange that takes all its rights. The live line is
   * one, and tells it here only if it opens after the revocation: one that is open is cut, and tried again after a pause
   * that this clock never counts.
   */
  const handBack = async (poste: PosteCore): Promise<void> => {
    await revokePostes(server, 'rendu');
    await poste.refusal('appels:presence', { candidat: null });
  };

  it('closes its desk at the next exchange, and stays closed without network', async () => {
    const poste = await openDesk(machine, server, compte);
    await handBack(poste);
    expect(await poste.reach('reconnexion')).toMatchObject({ raison: 'POSTE_REVOQUE' });
    expect(await poste.refusal('candidats:compteurs')).toBe('VERROUILLE');
    await poste.core.stop(0);
    const again = await machine.start({ serveur: server.url, fetch: cut });
    expect(await again.session()).toMatchObject({ etape: 'reconnexion', raison: 'POSTE_REVOQUE' });
  });

  it('comes back as another poste, by a sign-in', async () => {
    const poste = await openDesk(machine, server, compte);
    await handBack(poste);
    await poste.reach('reconnexion');
    expect(await poste.session('session:connecter', { nomPoste: 'Accueil-2' })).toMatchObject({ raison: null });
    const rows = await server.db.selectFrom('poste').select('revoque_le').execute();
    expect(rows.filter(({ revoque_le }) => revoque_le === null)).toHaveLength(1);
    expect(rows).toHaveLength(2);
  });
});

describe('a poste that was lost or stolen', () => {
  const isErased = async (poste: PosteCore): Promise<void> => {
    await poste.reach('connexion');
    // Commands run in turn: this one is answered once the erasure is over.
    expect(await poste.session('session:verrouiller')).toMatchObject({
      raison: 'POSTE_REVOQUE',
      operateurs: [],
      poste: null,
    });
    expect(readdirSync(join(machine.folder, 'comptes'))).toEqual([]);
    expect(machine.keychain.entries.size).toBe(0);
  };

  it('erases its file and its keys at the next exchange', async () => {
    const poste = await openDesk(machine, server, compte);
    await revokePostes(server, 'perdu');
    await poste.ask('synchro:lancer');
    await isErased(poste);
    await poste.core.stop(0);
    expect(await (await machine.start({ serveur: server.url })).session()).toMatchObject({ etape: 'connexion' });
  });

  it('does so at start, although its tokens are dead', async () => {
    await (await openDesk(machine, server, compte)).core.stop(0);
    await revokePostes(server, 'perdu');
    await isErased(await machine.start({ serveur: server.url }));
  });

  it('keeps everything as long as the server has not said it', async () => {
    const poste = await openDesk(machine, server, compte, {
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        // A gateway that refuses says nothing about this poste.
        return answer.status === 403 ? new Response('<html>', { status: 403 }) : answer;
      },
    });
    await revokePostes(server, 'perdu');
    await epreuvesOf(poste);
    expect(readdirSync(join(machine.folder, 'comptes'))).toHaveLength(1);
    expect(machine.keychain.entries.size).toBe(3);
  });
});

describe('a suspended account', () => {
  it('closes the desk, and a lifted suspension opens it without a sign-in', async () => {
    const poste = await openDesk(machine, server, compte);
    const set = (statut: 'actif' | 'suspendu') => server.db.updateTable('compte').set({ statut }).execute();
    await set('suspendu');
    await poste.ask('synchro:lancer');
    expect(await poste.reach('reconnexion')).toMatchObject({ raison: 'COMPTE_SUSPENDU' });
    await set('actif');
    await poste.core.signal('reseau');
    expect((await poste.reach('pret')).raison).toBe(null);
  });
});

describe('a session that ended', () => {
  it('leaves the desk open offline and asks for a sign-in, which keeps the same poste', async () => {
    const poste = await openDesk(machine, server, compte);
    await server.db.deleteFrom('oidc_objet').execute();
    await poste.ask('synchro:lancer');
    await poste.until(() =>
      poste.events.some(
        ({ name, payload }) => name === 'session:change' && JSON.stringify(payload).includes('EXPIREE'),
      ),
    );
    expect(await poste.session()).toMatchObject({ etape: 'pret', raison: 'SESSION_EXPIREE' });
    expect(await poste.refusal('candidats:compteurs')).toBe('ok');
    expect(await poste.session('session:connecter', { nomPoste: 'Accueil-2' })).toMatchObject({
      etape: 'pret',
      raison: null,
    });
    expect(await server.db.selectFrom('poste').select('id').execute()).toHaveLength(1);
  });
});

describe('the bail', () => {
  it('empties the page after 14 days without an exchange, and wipes nothing', async () => {
    const first = await openDesk(machine, server, compte);
    const operateur = await operateurOf(first);
    await first.core.stop(0);
    machine.clock.setWall(Date.now() + 14 * dayMs + 60_000);
    const poste = await machine.start({ serveur: server.url, fetch: cut, browser: browserOf(server, compte) });
    expect(await poste.session()).toMatchObject({
      etape: 'bail-expire',
      nonEnvoyes: 0,
      poste: 'Accueil-2',
      operateur: null,
      operateurs: [],
    });
    expect(await poste.session('session:deverrouiller', { operateur, pin })).toMatchObject({ etape: 'bail-expire' });
    expect(await poste.refusal('candidats:compteurs')).toBe('BAIL_EXPIRE');
    expect(await poste.refusal('reglages:lire')).toBe('BAIL_EXPIRE');
    machine.clock.setWall(Date.now() + 13 * dayMs);
    expect((await poste.session()).etape).toBe('pret');
    expect(await poste.refusal('candidats:compteurs')).toBe('ok');
  });

  it('ends under an open desk too', async () => {
    let isCut = false;
    const poste = await openDesk(machine, server, compte, {
      fetch: (input, init) => (isCut ? cut(input, init) : fetch(input, init)),
      config: { lockAfterMs: 30 * dayMs },
    });
    isCut = true;
    await machine.clock.advance(14 * dayMs + 60_000);
    expect((await poste.reach('bail-expire')).etape).toBe('bail-expire');
  });

  it('is not renewed by an answer that does not come from the sync API', async () => {
    let portal = false;
    const poste = await openDesk(machine, server, compte, {
      fetch: async (input, init) =>
        portal
          ? new Response('{}', { headers: { date: new Date(machine.clock.now()).toUTCString() } })
          : fetch(input, init),
      config: { lockAfterMs: 30 * dayMs },
    });
    portal = true;
    await machine.clock.advance(10 * dayMs);
    await poste.ask('synchro:lancer');
    await epreuvesOf(poste);
    await machine.clock.advance(4 * dayMs + 60_000);
    expect((await poste.reach('bail-expire')).etape).toBe('bail-expire');
  });

  it('of an account is not renewed by the sign-in of another one that comes to nothing', async () => {
    const other = await createDelegue(server, 'delegue@exemple.fr');
    let isCut = false;
    await (await openDesk(machine, server, compte)).core.stop(0);
    machine.clock.setWall(Date.now() + 14 * dayMs + 60_000);
    const poste = await machine.start({
      serveur: server.url,
      browser: browserOf(server, other),
      fetch: async (input, init) => {
        if (isCut || isRefresh(input, init)) throw new TypeError('cut');
        const answer = await fetch(input, init);
        // Admitted, then nothing more: the first file stays the open one.
        if (String(input).endsWith('/v1/session')) isCut = true;
        return isCut ? new Response('{}', { status: 200, headers: answer.headers }) : answer;
      },
    });
    // The key of this poste serves the first account: refused once, then another key is made.
    await poste.refusal('session:connecter', { nomPoste: 'Accueil-2' });
    expect(await poste.refusal('session:connecter', { nomPoste: 'Accueil-2' })).toBe('REPONSE_INVALIDE');
    expect(isCut).toBe(true);
    expect((await poste.session()).etape).toBe('bail-expire');
  });
});
