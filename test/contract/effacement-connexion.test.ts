import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../shared/contract/ipc/index.ts';
import { responsable } from '../../tools/demo/lieux.ts';
import { exchange } from '../support/exchange.ts';
import { importLignes, ligneDe } from '../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestServer } from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';

/** Nobody is erased by somebody who did not say so: who asks for it signed in, and no other sign-in carries it out. */
let server: TestServer;
let machine: PosteMachine;
let network: { isUp: boolean };
let poste: PosteCore;
let dossier: string;
const minute = 60_000;

beforeEach(async () => {
  server = await startTestServer();
  machine = new PosteMachine();
  network = { isUp: true };
  const compte = await createResponsable(server, responsable.siret);
  await importLignes(server.deps, [ligneDe({ ine: '240000001AB', nom: 'TARDIVEL' })]);
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  poste = await openDesk(machine, server, compte, { fetch, config: { lockAfterMs: 30 * 86_400_000 } });
  await exchange(poste, server);
  const question = { tri: 'nom', sens: 'croissant', filtres: {}, recherche: '', apres: null, limite: 10 };
  const [her] = contract['candidats:liste'].response.parse(await poste.ask('candidats:liste', question)).lignes;
  const fiche = contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat: her?.id }));
  dossier = fiche.dossierPrincipal;
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

const erase = () => ({ saisies: [{ dossier, type: 'effacement', corps: {}, vues: {} }] });
const waiting = async () => contract['synchro:detail'].response.parse(await poste.ask('synchro:detail')).attente;
const erasedLe = async (): Promise<unknown> =>
  (await server.db.selectFrom('dossier').select('efface_le').where('id', '=', dossier).executeTakeFirstOrThrow())
    .efface_le;
const isHorsLigne = () => poste.events.some(({ name, payload }) => name === 'synchro:change' && isOff(payload));
const isOff = (payload: unknown): boolean =>
  contract['synchro:etat'].response.parse(payload).connexion === 'hors-ligne';
/** What the server remembers of every sign-in, as if that long had passed since: only a new one moves it. */
const ageConnexions = (ms: number) =>
  server.db
    .updateTable('poste')
    .set({ connecte_le: new Date(Date.now() - ms).toISOString() })
    .execute();

/** Sends until the server has answered everything. */
async function send(): Promise<void> {
  await poste.ask('synchro:envoyer');
  while ((await waiting()).some(({ etat }) => etat !== 'a_revoir')) {
    const from = poste.events.length;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}

it('refused by the server for want of a recent sign-in, it leaves by « Renvoyer » alone, whoever signs in meanwhile', async () => {
  await ageConnexions(20 * minute);
  await poste.ask('actes:enregistrer', erase());
  await send();
  const [parked] = await waiting();
  expect(parked).toMatchObject({ type: 'effacement', etat: 'a_revoir', code: 'CONNEXION_RECENTE_REQUISE', nom: '' });
  // The director signs in for something else: nobody told them of it.
  await poste.ask('session:connecter', { nomPoste: 'Accueil-2' });
  await send();
  expect(await waiting()).toMatchObject([{ acte: parked?.acte, etat: 'a_revoir' }]);
  expect(await erasedLe()).toBeNull();
  await poste.ask('synchro:reprendre', { acte: parked?.acte });
  await send();
  await exchange(poste, server);
  expect(await waiting()).toEqual([]);
  expect(await server.db.selectFrom('dossier').select('id').where('efface_le', 'is', null).execute()).toEqual([]);
});

it('is neither asked nor sent again long after the sign-in, whatever the clock of the PC says', async () => {
  const wall = machine.clock.now();
  await ageConnexions(20 * minute);
  await poste.ask('actes:enregistrer', erase());
  await send();
  const [parked] = await waiting();
  network.isUp = false;
  await machine.clock.advance(16 * minute);
  machine.clock.setWall(wall);
  expect(await poste.refusal('synchro:reprendre', { acte: parked?.acte })).toBe('CONNEXION_RECENTE_REQUISE');
  await poste.ask('synchro:abandonner', { acte: parked?.acte });
  expect(await waiting()).toEqual([]);
});

it('without a network it is kept, and waits for a sign-in that says so; with one it is refused first', async () => {
  await machine.clock.advance(16 * minute);
  expect(await poste.refusal('actes:enregistrer', erase())).toBe('CONNEXION_RECENTE_REQUISE');
  expect(await waiting()).toEqual([]);
  network.isUp = false;
  // Refused once more, it looks whether there is a network at all.
  await poste.refusal('actes:enregistrer', erase());
  await poste.until(isHorsLigne);
  await poste.ask('actes:enregistrer', erase());
  expect(await waiting()).toMatchObject([{ type: 'effacement', etat: 'a_envoyer' }]);
  await ageConnexions(20 * minute);
  network.isUp = true;
  await send();
  expect(await waiting()).toMatchObject([{ etat: 'a_revoir', code: 'CONNEXION_RECENTE_REQUISE' }]);
  expect(await erasedLe()).toBeNull();
});
