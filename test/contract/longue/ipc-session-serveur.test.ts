import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderIdOf } from '../../../main/core/session/account-folder.ts';
import { browserOf } from '../../support/browser.ts';
import { type PosteCoreOptions, PosteMachine } from '../../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk, operateurOf, pin } from '../../support/signed-poste.ts';

// The file of an account belongs to the server it came from: neither a command line nor the clear settings file can
// lead its tokens and its unsent saisies elsewhere, and another server cannot pass for its account.

let server: TestServer;
let evil: TestServer;
let compte: TestCompte;
let accomplice: TestCompte;
let machine: PosteMachine;

beforeEach(async () => {
  server = await startTestServer();
  evil = await startTestServer();
  compte = await createResponsable(server, '13002526500013');
  accomplice = await createResponsable(evil, '13002526500013', 'Ailleurs');
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
  await evil.stop();
});

const nomPoste = 'Accueil-2';
const settingsFile = () => join(machine.folder, 'poste.json');
const accounts = (): string[] => readdirSync(join(machine.folder, 'comptes')).sort();
const victimFiles = (): string[] =>
  readdirSync(join(machine.folder, 'comptes', folderIdOf(server.url, compte.id)))
    .filter((name) => !name.startsWith('verrou'))
    .sort();

function settings(): Record<string, unknown> {
  const read: unknown = JSON.parse(readFileSync(settingsFile(), 'utf8'));
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

/** Notes where each request went; with `poses`, the other server answers the victim's id of compte. */
function network(poses = false): { asked: string[]; fetch: NonNullable<PosteCoreOptions['fetch']> } {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      asked.push(new URL(String(input)).origin);
      const answer = await fetch(input, init);
      if (!poses || !String(input).startsWith(`${evil.url}/v1/session`)) return answer;
      const text = (await answer.text()).replaceAll(accomplice.id, compte.id);
      return new Response(text, { status: answer.status, headers: { date: answer.headers.get('date') ?? '' } });
    },
  };
}

async function leave(): Promise<string> {
  const poste = await openDesk(machine, server, compte);
  const operateur = await operateurOf(poste);
  await poste.core.stop(0);
  return operateur;
}

describe('an account that another server is named for', () => {
  it.each(['command line', 'poste.json'] as const)('stays closed and sends nothing there: %s', async (by) => {
    const operateur = await leave();
    if (by === 'poste.json') writeFileSync(settingsFile(), JSON.stringify({ ...settings(), serveur: evil.url }));
    const before = readFileSync(settingsFile(), 'utf8');
    const files = victimFiles();
    const { asked, fetch: watched } = network();
    const poste = await machine.start({ serveur: by === 'poste.json' ? null : evil.url, fetch: watched });
    expect(await poste.session()).toMatchObject({
      etape: 'base-illisible',
      raison: 'SERVEUR_DIFFERENT',
      operateur: null,
      operateurs: [],
    });
    expect(await poste.refusal('session:deverrouiller', { operateur, pin })).toBe('NON_AUTORISE');
    await poste.core.signal('reprise');
    await machine.clock.advance(120_000);
    expect(await poste.session('session:repartir')).toMatchObject({ raison: 'SERVEUR_DIFFERENT' });
    expect(victimFiles()).toEqual(files);
    expect(asked).toEqual([]);
    expect(readFileSync(settingsFile(), 'utf8')).toBe(before);
    await poste.core.stop(0);

    const healed = await machine.start({ serveur: server.url });
    expect((await healed.session('session:deverrouiller', { operateur, pin })).etape).toBe('pret');
    expect(settings().serveur).toBe(server.url);
  });

  it('cannot be opened by a sign-in at a server that answers its id', async () => {
    await leave();
    const { asked, fetch: watched } = network(true);
    const poste = await machine.start({ serveur: evil.url, fetch: watched, browser: browserOf(evil, accomplice) });
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('SERVEUR_DIFFERENT');
    expect(await poste.refusal('session:enroler', { code: 'BCDFGHJK', nomPoste })).toBe('SERVEUR_DIFFERENT');
    expect(await poste.refusal('session:definir-serveur', { url: evil.url })).toBe('NON_AUTORISE');
    expect(asked).toEqual([]);
    expect(machine.keychain.entries.size).toBe(3);
  });

  it('keeps its folder when the way to it is taken out of the settings: the sign-in opens another one', async () => {
    await leave();
    writeFileSync(settingsFile(), JSON.stringify({ v: 1, serveur: evil.url, compte: null }));
    const secrets = new Map(machine.keychain.entries);
    const victimBase = join(machine.folder, 'comptes', folderIdOf(server.url, compte.id), 'base.sqlite');
    const before = { bytes: readFileSync(victimBase), at: statSync(victimBase).mtimeMs };
    const { fetch: watched } = network(true);
    const poste = await machine.start({ serveur: null, fetch: watched, browser: browserOf(evil, accomplice) });
    expect(await poste.session('session:connecter', { nomPoste })).toMatchObject({
      etablissement: 'Ailleurs',
      serveur: evil.url,
      operateurs: [],
    });
    await poste.core.stop(0);
    expect(accounts()).toEqual([folderIdOf(server.url, compte.id), folderIdOf(evil.url, compte.id)].sort());
    expect(readFileSync(victimBase).equals(before.bytes)).toBe(true);
    expect(statSync(victimBase).mtimeMs).toBe(before.at);
    for (const [name, secret] of secrets) expect(machine.keychain.entries.get(name)).toBe(secret);
  });
});

describe('the settings file', () => {
  it('is not taught the server of a command line by a start without a sign-in', async () => {
    const poste = await machine.start({ serveur: evil.url });
    await poste.core.stop(0);
    await leave();
    expect(settings().serveur).toBe(server.url);
    await (await machine.start({ serveur: evil.url })).core.stop(0);
    expect(settings().serveur).toBe(server.url);
  });

  it('names no server in clear HTTP elsewhere than on this PC', async () => {
    writeFileSync(settingsFile(), JSON.stringify({ v: 1, serveur: 'http://cfa.exemple.fr', compte: null }));
    const poste = await machine.start({ serveur: null });
    expect((await poste.session()).serveur).toBe(null);
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('SERVEUR_NON_CONFIGURE');
  });
});
