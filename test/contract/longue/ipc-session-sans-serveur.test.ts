import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderIdOf } from '../../../main/core/session/account-folder.ts';
import { posteSettings } from '../../../main/core/session/poste-settings.ts';
import { pauseSansServeurMs } from '../../../main/core/session/verrou.ts';
import { browserOf } from '../../support/browser.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk, pin } from '../../support/signed-poste.ts';

const dayMs = 86_400_000;
const config = { lockAfterMs: 100 * dayMs };
const nothingLeaves: typeof fetch = () => Promise.reject(new Error('a request left'));
let machine: PosteMachine;
beforeEach(() => {
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
});

const folders = (): string[] => readdirSync(join(machine.folder, 'comptes'));

async function openAlone(options: Partial<Parameters<PosteMachine['start']>[0]> = {}): Promise<PosteCore> {
  const poste = await machine.start({ serveur: null, config, ...options });
  await poste.ask('session:sans-serveur', { nom: 'CFA sans serveur', nomPoste: 'Accueil-1' });
  await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin });
  await poste.reach('pret');
  return poste;
}

describe('a poste without a server', () => {
  it('opens its desk, asks nothing of anybody, and opens again after months', async () => {
    const poste = await openAlone({ fetch: nothingLeaves });
    expect(await poste.session()).toMatchObject({
      sansServeur: true,
      etablissement: 'CFA sans serveur',
      poste: 'Accueil-1',
      operateur: { nom: 'Léa M.' },
    });
    expect(await poste.ask('synchro:etat')).toMatchObject({ connexion: 'sans-serveur', erreur: null });
    await poste.core.stop(1000);
    await machine.clock.advance(90 * dayMs);
    const again = await machine.start({ serveur: null, config, fetch: nothingLeaves });
    const closed = await again.session();
    expect(closed).toMatchObject({ etape: 'verrouille', sansServeur: true });
    await again.ask('session:deverrouiller', { operateur: closed.operateurs[0]?.id, pin });
    expect((await again.session()).etape).toBe('pret');
  });

  it('is refused where an account is open already', async () => {
    const poste = await openAlone();
    expect(await poste.refusal('session:sans-serveur', { nom: 'Autre', nomPoste: 'Accueil-2' })).toBe('NON_AUTORISE');
    expect(folders()).toHaveLength(1);
  });

  it('gives the five tries back after a pause with the program open, whatever the date says', async () => {
    const poste = await openAlone();
    const { operateur } = await poste.session();
    await poste.ask('session:verrouiller');
    const tryPin = (digits: string) =>
      poste.refusal('session:deverrouiller', { operateur: operateur?.id, pin: digits });
    for (const expected of ['PIN_INCORRECT', 'PIN_INCORRECT', 'PIN_INCORRECT', 'PIN_INCORRECT', 'PIN_BLOQUE'])
      expect(await tryPin('000000')).toBe(expected);
    expect(await tryPin(pin)).toBe('PIN_BLOQUE');
    expect(await poste.session()).toMatchObject({ etape: 'verrouille', essaisRestants: 0, raison: 'PIN_BLOQUE' });
    await machine.clock.advance(pauseSansServeurMs / 2);
    expect(await tryPin(pin)).toBe('PIN_BLOQUE');
    await machine.clock.advance(pauseSansServeurMs);
    expect(await tryPin(pin)).toBe('ok');
  });
});

describe('a poste that knew no server, connecting', () => {
  let server: TestServer;
  let compte: TestCompte;
  beforeEach(async () => {
    server = await startTestServer();
    compte = await createResponsable(server, '13002526500013');
  });
  afterEach(async () => {
    await server.stop();
  });

  async function connect(poste: PosteCore): Promise<void> {
    await poste.ask('session:definir-serveur', { url: server.url });
    await poste.ask('session:connecter', { nomPoste: 'Accueil-1' });
  }
  const operateursOfServer = async (): Promise<string[]> =>
    (await server.db.selectFrom('operateur').select('id').execute()).map(({ id }) => id);

  it('keeps its file, its opérateur and its PIN, and tells the server of them once', async () => {
    const poste = await openAlone({ browser: browserOf(server, compte) });
    const before = await poste.session();
    await connect(poste);
    // The desk was open: it stays so, whatever the file went through.
    expect(await poste.session()).toMatchObject({
      etape: 'pret',
      sansServeur: false,
      operateur: { id: before.operateur?.id },
    });
    expect(await operateursOfServer()).toEqual([before.operateur?.id]);
    expect(folders()).toHaveLength(1);
    await poste.core.stop(1000);

    const again = await machine.start({ serveur: server.url, browser: browserOf(server, compte), config });
    const closed = await again.session();
    expect(closed).toMatchObject({ etape: 'verrouille', sansServeur: false });
    await again.ask('session:deverrouiller', { operateur: closed.operateurs[0]?.id, pin });
    await again.ask('session:connecter', { nomPoste: 'Accueil-1' });
    expect(folders()).toHaveLength(1);
    expect(await operateursOfServer()).toHaveLength(1);
  });

  it('changes nothing when the server cannot be told, and connects at the next try', async () => {
    let isCut = true;
    const poste = await openAlone({
      browser: browserOf(server, compte),
      fetch: (input, init) =>
        isCut && String(input).endsWith('/v1/operateurs') ? Promise.reject(new TypeError('cut')) : fetch(input, init),
    });
    await poste.ask('session:definir-serveur', { url: server.url });
    expect(await poste.refusal('session:connecter', { nomPoste: 'Accueil-1' })).toBe('HORS_LIGNE');
    expect(await poste.session()).toMatchObject({ etape: 'pret', sansServeur: true });
    isCut = false;
    await poste.ask('session:connecter', { nomPoste: 'Accueil-1' });
    expect(await poste.session()).toMatchObject({ sansServeur: false });
  });

  it('connects again after a stop between the way to its folder and its new name', async () => {
    const poste = await openAlone({ browser: browserOf(server, compte) });
    const [folder = ''] = folders();
    await poste.core.stop(1000);
    const path = join(machine.folder, 'poste.json');
    const first = await machine.start({ serveur: null, browser: browserOf(server, compte), config });
    await first.ask('session:deverrouiller', { operateur: (await first.session()).operateurs[0]?.id, pin });
    await connect(first);
    const named: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(named).toMatchObject({ compte: folder, dossiers: expect.anything() });
    await first.core.stop(1000);
    // The settings of the new way, over the file that knew no server: what a kill in between leaves.
    const alone = new PosteMachine();
    try {
      const other = await alone.start({ serveur: null, config });
      await other.ask('session:sans-serveur', { nom: 'CFA', nomPoste: 'Accueil-1' });
      await other.ask('session:creer-operateur', { nom: 'Léa M.', pin });
      await other.core.stop(1000);
      await writeFile(join(alone.folder, 'poste.json'), JSON.stringify(named));
      const resumed = await alone.start({ serveur: server.url, browser: browserOf(server, compte), config });
      await resumed.ask('session:deverrouiller', { operateur: (await resumed.session()).operateurs[0]?.id, pin });
      await resumed.ask('session:connecter', { nomPoste: 'Accueil-1' });
      expect(await resumed.session()).toMatchObject({ sansServeur: false });
    } finally {
      await alone.remove();
    }
  });

  it('takes no sign-in at a locked desk: anybody’s account would open it and take the file', async () => {
    const poste = await openAlone({ browser: browserOf(server, compte) });
    await poste.ask('session:definir-serveur', { url: server.url });
    await poste.ask('session:verrouiller');
    expect(await poste.refusal('session:definir-serveur', { url: server.url })).toBe('VERROUILLE');
    expect(await poste.refusal('session:connecter', { nomPoste: 'Accueil-1' })).toBe('VERROUILLE');
    expect(await poste.refusal('session:enroler', { code: 'BCDFGHJK', nomPoste: 'Accueil-1' })).toBe('VERROUILLE');
    expect(await poste.session()).toMatchObject({ etape: 'verrouille', sansServeur: true });
  });

  it('takes none that comes back from the browser to a desk that was locked meanwhile', async () => {
    const browser = browserOf(server, compte);
    let locks: () => Promise<unknown> = async () => undefined;
    const poste = await openAlone({
      browser: async (page) => {
        await locks();
        await browser(page);
      },
    });
    locks = () => poste.core.signal('verrouillage');
    await poste.ask('session:definir-serveur', { url: server.url });
    expect(await poste.refusal('session:connecter', { nomPoste: 'Accueil-1' })).toBe('VERROUILLE');
    expect(await poste.session()).toMatchObject({ etape: 'verrouille', sansServeur: true });
  });

  it('gives its folder to one account only', async () => {
    const other = await createResponsable(server, '99998000600012');
    const first = await openAlone({ browser: browserOf(server, compte) });
    await connect(first);
    const path = join(machine.folder, 'poste.json');
    const settings = posteSettings.parse(JSON.parse(await readFile(path, 'utf8')));
    await first.core.stop(1000);
    // What a kill may leave: another account was promised the folder, and nothing says which one is in use.
    const otherRow = await server.db
      .selectFrom('compte')
      .select('id')
      .where('identifiant', '=', other.identifiant)
      .executeTakeFirstOrThrow();
    const promised = { ...settings.dossiers, [folderIdOf(server.url, otherRow.id)]: settings.compte ?? '' };
    await writeFile(path, JSON.stringify({ ...settings, compte: null, dossiers: promised }));
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, other), config });
    await poste.ask('session:connecter', { nomPoste: 'Accueil-1' });
    expect(await poste.session()).toMatchObject({ etape: 'base-illisible', raison: 'SERVEUR_DIFFERENT' });
  });

  it('is refused, unchanged, when that account has its file on this poste already', async () => {
    const signed = await openDesk(machine, server, compte, { config });
    await signed.core.stop(1000);
    const path = join(machine.folder, 'poste.json');
    await writeFile(path, JSON.stringify({ v: 1, serveur: null, compte: null, dossiers: {} }));
    const poste = await openAlone({ browser: browserOf(server, compte) });
    await poste.ask('session:definir-serveur', { url: server.url });
    expect(await poste.refusal('session:connecter', { nomPoste: 'Accueil-1' })).toBe('COMPTE_DEJA_SUR_CE_POSTE');
    expect(await poste.session()).toMatchObject({ etape: 'pret', sansServeur: true });
  });
});
