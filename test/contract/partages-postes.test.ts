import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract, type ResponseOf } from '../../shared/contract/ipc/index.ts';
import { libellesId } from '../../shared/domain/partages.ts';
import { finirDelegation } from '../../sync-api/flux/fins.ts';
import { responsable } from '../../tools/demo/lieux.ts';
import { importLignes, ligneDe } from '../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import {
  createDelegue,
  createResponsable,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';
import { modele, vue } from '../unit/core/partages/banc.ts';

/** Documents shared between real postes through the real server. */
let server: TestServer;
let machines: PosteMachine[];
let directeur: TestCompte;
let clock: TestClock;

beforeEach(async () => {
  clock = new TestClock();
  server = await startTestServer({ clock });
  machines = [];
  directeur = await createResponsable(server, responsable.siret);
  await importLignes(server.deps, [ligneDe({ ine: '240000001AB' })]);
});
afterEach(async () => {
  for (const machine of machines) await machine.remove();
  await server.stop();
});

interface Bureau {
  poste: PosteCore;
  machine: PosteMachine;
  network: { isUp: boolean };
}
type Lus = ResponseOf<'partages:lire'>;

async function open(compte: TestCompte): Promise<Bureau> {
  const machine = new PosteMachine();
  machines.push(machine);
  const network = { isUp: true };
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const poste = await openDesk(machine, server, compte, { fetch, config: { lockAfterMs: 3_600_000 } });
  return { poste, machine, network };
}

const lire = async ({ poste }: Bureau): Promise<Lus> =>
  contract['partages:lire'].response.parse(await poste.ask('partages:lire'));

/** Exchanges until this poste shows what is expected; a run ends by telling so. */
async function until(bureau: Bureau, isSo: (lus: Lus) => boolean): Promise<Lus> {
  const { poste } = bureau;
  for (;;) {
    const from = poste.events.length;
    const lus = await lire(bureau);
    if (isSo(lus)) return lus;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}

const ecrire = async ({ poste }: Bureau, genre: string, valeur: unknown, id: string | null = null): Promise<string> =>
  contract['partages:ecrire'].response.parse(await poste.ask('partages:ecrire', { genre, id, valeur })).id;

const noms = ({ modeles }: Lus): string[] => modeles.map(({ valeur }) => valeur.nom);
const isSent = ({ modeles, vues }: Lus): boolean => [...modeles, ...vues].every(({ enAttente }) => !enAttente);

test('both offline change the same modèle: one stands, the other is a copy, the same on both', async () => {
  const un = await open(directeur);
  const deux = await open(directeur);
  const id = await ecrire(un, 'modele', modele('Relance', 'Avant'));
  await until(un, isSent);
  await until(deux, (lus) => noms(lus).length === 1);

  for (const [bureau, texte] of [
    [un, 'De Léa'],
    [deux, 'De Karim'],
  ] as const) {
    bureau.network.isUp = false;
    await ecrire(bureau, 'modele', modele('Relance', texte), id);
    expect((await lire(bureau)).modeles).toMatchObject([{ id, valeur: { texte }, enAttente: true }]);
  }
  un.network.isUp = true;
  await until(un, isSent);
  deux.network.isUp = true;
  const both = (lus: Lus): boolean => isSent(lus) && noms(lus).length === 2;
  const chezDeux = await until(deux, both);
  const chezUn = await until(un, both);
  expect(chezUn).toEqual(chezDeux);
  expect(chezUn.modeles).toMatchObject([
    { id, valeur: { nom: 'Relance', texte: 'De Léa' } },
    { valeur: { nom: 'Relance (copie)', texte: 'De Karim' } },
  ]);
  const told = deux.poste.events.filter(({ name }) => name === 'partages:change').map(({ payload }) => payload);
  expect(told).toContainEqual({ genres: ['modele'], depasses: ['modele'] });
});

test('views reach the other poste of the account, and nobody else; labels reach everybody', async () => {
  const { id: relation } = await server.db.selectFrom('relation').select('id').executeTakeFirstOrThrow();
  const delegue = await createDelegue(server, 'delegue@cfa.fr', [relation]);
  const un = await open(directeur);
  const deux = await open(directeur);
  const autre = await open(delegue);
  await ecrire(un, 'vue', vue('Mes rappels'));
  expect(await ecrire(un, 'libelles', { issues: { RDV_FIXE: 'Visite' } })).toBe(libellesId);
  const isNamed = ({ libelles }: Lus): boolean => libelles.issues.RDV_FIXE === 'Visite';
  const chezDeux = await until(deux, (lus) => lus.vues.length === 1 && isNamed(lus));
  expect(chezDeux.vues).toMatchObject([{ valeur: vue('Mes rappels'), enAttente: false }]);
  expect((await until(autre, isNamed)).vues).toEqual([]);
});

test('what was written without the network leaves after a restart of the program', async () => {
  const un = await open(directeur);
  un.network.isUp = false;
  await ecrire(un, 'modele', modele('Relance'));
  await un.poste.core.stop(0);
  const again = await un.machine.start({ serveur: server.url, config: { lockAfterMs: 3_600_000 } });
  const [lea] = (await again.session()).operateurs;
  await again.ask('session:deverrouiller', { operateur: lea?.id, pin: '246810' });
  await again.reach('pret');
  await until({ ...un, poste: again }, (lus) => noms(lus).length === 1 && isSent(lus));
  const deux = await open(directeur);
  expect(noms(await until(deux, (lus) => noms(lus).length === 1))).toEqual(['Relance']);
});

test('the end of a right takes them away with the lists; the views of the account stay', async () => {
  const { id: relation } = await server.db.selectFrom('relation').select('id').executeTakeFirstOrThrow();
  const autre = await open(await createDelegue(server, 'delegue@cfa.fr', [relation]));
  await ecrire(autre, 'modele', modele('Relance'));
  await ecrire(autre, 'vue', vue('Mes rappels'));
  await until(autre, (lus) => noms(lus).length === 1 && isSent(lus));
  autre.network.isUp = false;
  await ecrire(autre, 'modele', modele('Jamais partie'));
  const delegation = await server.db.selectFrom('delegation').select('id').executeTakeFirstOrThrow();
  await finirDelegation(server.db, server.deps, delegation.id);
  // The time of the server is told in seconds.
  clock.advance(1_000);
  autre.network.isUp = true;
  const lus = await until(autre, (now) => noms(now).length === 0);
  expect(lus.vues).toMatchObject([{ valeur: { nom: 'Mes rappels' } }]);
  const rows = await server.db.selectFrom('ligne').select('corps').where('type', '=', 'reglage').execute();
  expect(rows.map(({ corps }) => corps).join()).not.toContain('Jamais partie');
});

test('a poste without a server keeps them, and nothing is said to wait', async () => {
  const machine = new PosteMachine();
  machines.push(machine);
  const poste = await machine.start({ serveur: null });
  await poste.ask('session:sans-serveur', { nom: 'CFA sans serveur', nomPoste: 'Accueil-1' });
  await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin: '246810' });
  await poste.reach('pret');
  const seul: Bureau = { poste, machine, network: { isUp: false } };
  await ecrire(seul, 'modele', modele('Relance'));
  expect((await lire(seul)).modeles).toMatchObject([{ valeur: { nom: 'Relance' }, enAttente: false }]);
  expect(await poste.refusal('partages:ecrire', { genre: 'modele', id: libellesId, valeur: null })).toBe(
    'REQUETE_INVALIDE',
  );
});
