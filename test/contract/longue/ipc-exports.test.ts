import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { retenirPart } from '../../../main/core/exports/restes.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { exportsChannels } from '../../../shared/contract/ipc/exports.ts';
import { type Travail, travail } from '../../../shared/contract/ipc/travaux.ts';
import { Enrolements } from '../../../sync-api/identite/enrolements.ts';
import { browserOf } from '../../support/browser.ts';
import { importText } from '../../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import { extraction112, liste16 } from '../../support/reference-11.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk, pin } from '../../support/signed-poste.ts';

let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;
let folder: string;
const tokens = { get: (token: string) => join(folder, token) };
const minute = 60_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-sortie-'));
  server = await startTestServer();
  compte = await createResponsable(server, '99998000600012', 'CFA des Tests');
  await importText({ ...server.deps, config: server.deps.config }, extraction112);
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ended = (poste: PosteCore): Travail | undefined =>
  poste.events
    .flatMap(({ name, payload }) => (name === 'travaux:change' ? [travail.parse(payload)] : []))
    .find(({ etat }) => etat !== 'en-cours');
const tout = { portee: { genre: 'tout' }, format: 'ypareo' } as const;
const prepare = async (poste: PosteCore, request: unknown = tout) =>
  exportsChannels['exports:preparer'].response.parse(await poste.ask('exports:preparer', request));
const listsOf = async (poste: PosteCore) =>
  z.object({ flux: z.array(z.object({ id: z.string(), nom: z.string() })) }).parse(await poste.ask('candidats:options'))
    .flux;

describe('an export, from the sign-in to the file', () => {
  it('writes what the server received, with the name of the State’s service', async () => {
    const poste = await openDesk(machine, server, compte, { tokens });
    for (const { id } of await listsOf(poste)) {
      const request = { portee: { genre: 'flux', flux: id }, format: 'ypareo' };
      const prepared = await prepare(poste, request);
      if (prepared.nom !== '99998000600012-99998100400016') continue;
      expect(prepared).toMatchObject({ candidats: 1, extension: 'csv', connexionRequise: false });
      await poste.ask('exports:lancer', { ...request, jeton: 'liste.csv' });
      await poste.until(() => ended(poste) !== undefined);
    }
    expect(ended(poste)).toMatchObject({ etat: 'fini', resultat: { nombre: 1 } });
    // The reference of the MEF was not imported here: two codes are missing, nothing else differs.
    const expected = liste16.replace('"50033445"', '""').replace('"2413340421"', '""').replaceAll('\n', '\r\n');
    expect(readFileSync(join(folder, 'liste.csv'), 'utf8')).toBe(expected);
  });

  it('asks for a sign-in once fifteen minutes have passed, whatever the clock of the PC says', async () => {
    let isOnline = true;
    const network: typeof fetch = (...request) => (isOnline ? fetch(...request) : Promise.reject(new TypeError('off')));
    const poste = await openDesk(machine, server, compte, {
      tokens,
      fetch: network,
      config: { lockAfterMs: 60 * minute },
    });
    const wall = machine.clock.now();
    isOnline = false;
    await machine.clock.advance(14 * minute);
    expect(await prepare(poste)).toMatchObject({ connexionRequise: false });
    await machine.clock.advance(minute);
    machine.clock.setWall(wall);
    expect(await prepare(poste)).toMatchObject({ connexionRequise: true });
    expect(await poste.refusal('exports:lancer', { ...tout, jeton: 'x.csv' })).toBe('CONNEXION_RECENTE_REQUISE');
    expect(existsSync(join(folder, 'x.csv'))).toBe(false);
  });

  it('does not take an enrolment code for a sign-in, and takes the sign-in that follows', async () => {
    const code = (await new Enrolements({ ...server.deps, enabled: true }).create(compte.id)).code;
    const poste = await machine.start({ serveur: server.url, tokens, browser: browserOf(server, compte) });
    await poste.ask('session:enroler', { code, nomPoste: 'Borne' });
    await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin });
    await poste.reach('pret');
    expect(await prepare(poste)).toMatchObject({ connexionRequise: true });
    expect(await poste.refusal('exports:lancer', { ...tout, jeton: 'x.csv' })).toBe('CONNEXION_RECENTE_REQUISE');
    await poste.session('session:connecter', { nomPoste: 'Borne' });
    expect(await prepare(poste)).toMatchObject({ connexionRequise: false });
    await poste.ask('exports:lancer', { ...tout, jeton: 'x.csv' });
    await poste.until(() => ended(poste) !== undefined);
    expect(ended(poste)).toMatchObject({ etat: 'fini', resultat: { nombre: 4 } });
  });

  it('removes at the next start what a kill left', async () => {
    const first = await openDesk(machine, server, compte, { tokens });
    await first.core.stop(0);
    const part = join(folder, 'rappel-cfa-0b1c.part');
    const other = join(folder, 'rappel-cfa-autre.part');
    for (const path of [part, other]) writeFileSync(path, 'x');
    // As a killed program leaves it: the note without its end.
    const base = readdirSync(machine.folder, { recursive: true })
      .map(String)
      .find((name) => name.endsWith('.sqlite'));
    const [, keyHex = ''] = [...machine.keychain.entries].find(([name]) => name.endsWith('base')) ?? [];
    const opened = openStore({ file: join(machine.folder, base ?? ''), keyHex, mode: 'normal' });
    if (!opened.ok) throw new Error(opened.error.code);
    opened.value.write(opened.value.persons, () => retenirPart(opened.value.persons, part));
    opened.value.close();
    const second = await machine.start({ serveur: server.url, tokens });
    await second.core.stop(0);
    expect(existsSync(part)).toBe(false);
    expect(existsSync(other)).toBe(true);
  });
});
