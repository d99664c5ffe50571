import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const nomPoste = 'Accueil-2';
const phrase = 'quatre mots sans lien';

function accountFolder(): string {
  const [only = ''] = readdirSync(join(machine.folder, 'comptes'));
  return join(machine.folder, 'comptes', only);
}
const setAside = (): string[] => readdirSync(accountFolder()).filter((name) => name.startsWith('mis-de-cote-'));

async function leaveWithUnsent(): Promise<void> {
  await (await openDesk(machine, server, compte)).core.stop(0);
  writeFileSync(
    join(accountFolder(), 'resume.json'),
    JSON.stringify({ non_envoyes: 3, dernier_envoi: '2026-06-08T08:00:00.000Z' }),
  );
}

describe('the folder of an account', () => {
  it('is opaque, belongs to its owner alone, and holds no readable name', async () => {
    await openDesk(machine, server, compte);
    expect(statSync(accountFolder()).mode & 0o777).toBe(0o700);
    expect(statSync(join(accountFolder(), 'base.sqlite')).mode & 0o077).toBe(0);
    const names = readdirSync(machine.folder, { recursive: true }).join('\n');
    expect(names).not.toContain(compte.id);
    expect(names).not.toContain(compte.identifiant);
  });

  it('that cannot be made is said, and tried again', async () => {
    writeFileSync(join(machine.folder, 'comptes'), 'not a folder');
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect(await poste.session('session:connecter', { nomPoste })).toMatchObject({
      etape: 'base-illisible',
      raison: 'BASE_ILLISIBLE',
    });
    expect((await poste.session('session:repartir')).etape).toBe('connexion');
    expect(readFileSync(join(machine.folder, 'comptes'), 'utf8')).toBe('not a folder');
  });

  it('opens in one program at a time', async () => {
    const first = await openDesk(machine, server, compte);
    const second = await machine.start({ serveur: server.url });
    expect(await second.session()).toMatchObject({ etape: 'base-illisible', raison: 'OCCUPE' });
    expect((await second.session('session:repartir')).raison).toBe('OCCUPE');
    await first.core.stop(0);
    expect((await second.session('session:repartir')).etape).toBe('verrouille');
    expect(setAside()).toEqual([]);
  });

  it('is not made on a network share', async () => {
    const poste = await machine.start({
      serveur: server.url,
      browser: browserOf(server, compte),
      probe: { platform: 'linux', realpath: (path) => path, type: () => 0x6969 },
    });
    expect(await poste.session()).toMatchObject({ etape: 'base-illisible', raison: 'DOSSIER_RESEAU' });
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('DOSSIER_RESEAU');
    expect(readdirSync(machine.folder)).not.toContain('comptes');
  });
});

describe('a key that is missing', () => {
  it('is said with the unsent count; the file is kept aside only when the person starts again', async () => {
    await leaveWithUnsent();
    const before = readFileSync(join(accountFolder(), 'base.sqlite'));
    machine.keychain.entries.clear();
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect(await poste.session()).toMatchObject({
      etape: 'base-illisible',
      raison: 'CLE_ABSENTE',
      nonEnvoyes: 3,
      dernierEnvoiLe: '2026-06-08T08:00:00.000Z',
    });
    expect(await poste.refusal('session:connecter', { nomPoste })).toBe('CLE_ABSENTE');
    expect(setAside()).toEqual([]);
    expect((await poste.session('session:repartir')).etape).toBe('connexion');
    expect(setAside()).toHaveLength(1);
    expect(readFileSync(join(accountFolder(), setAside()[0] ?? '')).equals(before)).toBe(true);
    await poste.ask('session:connecter', { nomPoste });
    await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin });
    expect((await poste.reach('pret')).nonEnvoyes).toBe(0);
  });

  it('is not concluded from a keychain that does not answer', async () => {
    await leaveWithUnsent();
    machine.keychain.mood = 'absent';
    const poste = await machine.start({ serveur: server.url });
    expect(await poste.session()).toMatchObject({ etape: 'base-illisible', raison: 'COFFRE_ABSENT', nonEnvoyes: 3 });
    expect((await poste.session('session:repartir')).raison).toBe('COFFRE_ABSENT');
    machine.keychain.mood = 'fine';
    expect((await poste.session('session:repartir')).etape).toBe('verrouille');
    expect(setAside()).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  it('is kept as it is, then set aside with its date', async () => {
    await leaveWithUnsent();
    const garbage = Buffer.alloc(8192, 0x5a);
    writeFileSync(join(accountFolder(), 'base.sqlite'), garbage);
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect(await poste.session()).toMatchObject({ etape: 'base-illisible', raison: 'BASE_ILLISIBLE', nonEnvoyes: 3 });
    expect(readFileSync(join(accountFolder(), 'base.sqlite')).equals(garbage)).toBe(true);
    expect((await poste.session('session:repartir')).etape).toBe('connexion');
    expect(setAside()[0]).toMatch(/^mis-de-cote-\d{8}T\d{6}-base\.sqlite$/);
    expect(readFileSync(join(accountFolder(), setAside()[0] ?? '')).equals(garbage)).toBe(true);
    expect((await poste.session('session:connecter', { nomPoste })).etape).toBe('operateur');
  });

  it('of settings is kept aside, and the only account is found again', async () => {
    await leaveWithUnsent();
    writeFileSync(join(machine.folder, 'poste.json'), '{"v":1,');
    const poste = await machine.start({ serveur: null });
    expect(await poste.session()).toMatchObject({ etape: 'verrouille' });
    expect(readdirSync(machine.folder).filter((name) => name.startsWith('poste-illisible-'))).toHaveLength(1);
  });

  it('is not started again when nothing is wrong', async () => {
    const poste = await openDesk(machine, server, compte);
    expect(await poste.refusal('session:repartir')).toBe('NON_AUTORISE');
    expect(setAside()).toEqual([]);
  });
});

describe('a PC without a keychain', () => {
  it.each(['absent', 'read-only', 'swallows'] as const)('asks for a passphrase when it is %s', async (mood) => {
    machine.keychain.mood = mood;
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect(await poste.session('session:connecter', { nomPoste })).toMatchObject({
      etape: 'coffre',
      phrase: 'a-choisir',
    });
    expect(readdirSync(accountFolder())).not.toContain('base.sqlite');
    expect(await poste.refusal('session:phrase', { phrase: 'trop courte' })).toBe('PHRASE_TROP_COURTE');
    expect(await poste.session('session:phrase', { phrase })).toMatchObject({ etape: 'operateur', phrase: null });
    await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin });
    await poste.reach('pret');
    await poste.core.stop(0);
    expect(machine.keychain.entries.size).toBe(0);
    for (const name of readdirSync(accountFolder()))
      expect(readFileSync(join(accountFolder(), name)).includes(phrase), name).toBe(false);
  });

  it('asks for it again at each start, and a wrong one changes nothing', async () => {
    machine.keychain.mood = 'absent';
    const first = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    await first.ask('session:connecter', { nomPoste });
    await first.ask('session:phrase', { phrase });
    await first.ask('session:creer-operateur', { nom: 'Léa M.', pin });
    await first.reach('pret');
    await first.core.stop(0);
    const before = readFileSync(join(accountFolder(), 'coffre.json'));
    const poste = await machine.start({ serveur: server.url });
    expect(await poste.session()).toMatchObject({ etape: 'coffre', phrase: 'a-donner' });
    expect(await poste.refusal('session:phrase', { phrase: 'quatre mots sans lieu' })).toBe('PHRASE_INCORRECTE');
    expect(readFileSync(join(accountFolder(), 'coffre.json')).equals(before)).toBe(true);
    expect(await poste.session()).toMatchObject({ etape: 'coffre', phrase: 'a-donner' });
    expect((await poste.session('session:phrase', { phrase })).etape).toBe('verrouille');
    const operateur = await operateurOf(poste);
    expect((await poste.session('session:deverrouiller', { operateur, pin })).etape).toBe('pret');
  });

  it('lets the person who forgot it start again, with the file kept aside', async () => {
    machine.keychain.mood = 'absent';
    const first = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    await first.ask('session:connecter', { nomPoste });
    expect(await first.refusal('session:repartir')).toBe('NON_AUTORISE');
    await first.ask('session:phrase', { phrase });
    await first.core.stop(0);
    const before = readFileSync(join(accountFolder(), 'base.sqlite'));
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect((await poste.session()).phrase).toBe('a-donner');
    expect((await poste.session('session:repartir')).etape).toBe('connexion');
    const kept = setAside().find((name) => name.endsWith('base.sqlite'));
    expect(readFileSync(join(accountFolder(), kept ?? '')).equals(before)).toBe(true);
    expect((await poste.session('session:connecter', { nomPoste })).phrase).toBe('a-choisir');
  });

  it('says when its sealed secrets are damaged, and keeps them', async () => {
    machine.keychain.mood = 'absent';
    const first = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    await first.ask('session:connecter', { nomPoste });
    await first.ask('session:phrase', { phrase });
    await first.core.stop(0);
    writeFileSync(join(accountFolder(), 'coffre.json'), '{"v":1}');
    const poste = await machine.start({ serveur: server.url });
    expect(await poste.session('session:phrase', { phrase })).toMatchObject({
      etape: 'base-illisible',
      raison: 'CLE_ABSENTE',
    });
    expect((await poste.session('session:repartir')).etape).toBe('connexion');
    expect(
      setAside()
        .map((name) => name.replace(/^mis-de-cote-[^-]+-/, ''))
        .sort(),
    ).toEqual(['base.sqlite', 'coffre.json']);
  });

  it('has no passphrase to give when none is asked', async () => {
    const poste = await openDesk(machine, server, compte);
    expect(await poste.refusal('session:phrase', { phrase })).toBe('NON_AUTORISE');
  });
});
