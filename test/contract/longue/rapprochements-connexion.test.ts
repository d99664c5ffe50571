import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/ipc/index.ts';
import { responsable } from '../../../tools/demo/lieux.ts';
import { exchange } from '../../support/exchange.ts';
import { importLignes, ligneDe } from '../../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk } from '../../support/signed-poste.ts';

/** A merge across two lists, made offline by somebody who had just signed in, reaches the real server much later. */
let server: TestServer;
let directeur: TestCompte;
let machines: PosteMachine[];
let network: { isUp: boolean };
const lateMs = 20 * 60_000;

beforeEach(async () => {
  server = await startTestServer();
  machines = [];
  network = { isUp: true };
  directeur = await createResponsable(server, responsable.siret);
  await importLignes(server.deps, [
    ligneDe({ ine: '240000001AB', ville: 'LYON' }),
    ligneDe({ ine: '240000002CD', ville: 'GIVORS', formateur: 'saintEtienne' }),
  ]);
});
afterEach(async () => {
  for (const machine of machines) await machine.remove();
  await server.stop();
});

async function open(): Promise<PosteCore> {
  const machine = new PosteMachine();
  machines.push(machine);
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const poste = await openDesk(machine, server, directeur, { fetch, config: { lockAfterMs: 30 * 86_400_000 } });
  await exchange(poste, server);
  return poste;
}

/** What the server remembers of every sign-in, as if that long had passed since: only a new one moves it. */
async function ageConnexions(ms: number): Promise<void> {
  const connecte_le = new Date(Date.now() - ms).toISOString();
  await server.db.updateTable('poste').set({ connecte_le }).execute();
}

const people = async (poste: PosteCore): Promise<string[]> =>
  contract['candidats:liste'].response
    .parse(
      await poste.ask('candidats:liste', {
        tri: 'nom',
        sens: 'croissant',
        filtres: {},
        recherche: '',
        apres: null,
        limite: 50,
      }),
    )
    .lignes.map(({ id }) => id);

async function fusionner(poste: PosteCore): Promise<void> {
  const [candidat] = await people(poste);
  const pour = await poste.ask('rapprochements:pour', { candidat });
  const [found] = contract['rapprochements:pour'].response.parse(pour).propositions;
  await poste.ask('rapprochements:fusionner', { dossier: found?.dossier, autre: found?.autre });
}

const waiting = async (poste: PosteCore) =>
  contract['synchro:detail'].response.parse(await poste.ask('synchro:detail')).attente;

/** Sends until the server has answered everything. */
async function send(poste: PosteCore): Promise<void> {
  await poste.ask('synchro:envoyer');
  while ((await waiting(poste)).some(({ etat }) => etat !== 'a_revoir')) {
    const from = poste.events.length;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}

it('its second half waits for the next sign-in, and leaves with it: every poste sees one person', async () => {
  const a = await open();
  const b = await open();
  network.isUp = false;
  await fusionner(a);
  expect(await people(a)).toHaveLength(1);
  await ageConnexions(lateMs);
  network.isUp = true;
  await send(a);
  expect(await waiting(a)).toMatchObject([{ type: 'lien', etat: 'a_revoir', code: 'CONNEXION_RECENTE_REQUISE' }]);
  await exchange(b, server);
  expect(await people(b)).toHaveLength(2);

  await a.ask('session:connecter', { nomPoste: 'Accueil-2' });
  await send(a);
  expect(await waiting(a)).toEqual([]);
  for (const poste of [a, b]) {
    await exchange(poste, server);
    expect(await people(poste)).toHaveLength(1);
  }
  expect(await people(b)).toEqual(await people(a));
});
