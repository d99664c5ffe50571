import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/ipc/index.ts';
import { ReceptionDemandes } from '../../../sync-api/demandes/reception.ts';
import { GuichetPublic } from '../../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../../sync-api/guichet/cote-serveur.ts';
import type { DepotDemande } from '../../../sync-api/guichet/depot.ts';
import { openGuichet } from '../../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../../sync-api/guichet/tables.ts';
import { formation, formulaire } from '../../support/demandes.ts';
import { exchange } from '../../support/exchange.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import {
  createResponsable,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../../support/server.ts';
import { openDesk } from '../../support/signed-poste.ts';

/** Somebody asks, two real postes answer her, online or not, and the real server mails once. */
interface Bureau {
  poste: PosteCore;
  machine: PosteMachine;
  network: { isUp: boolean };
}

let serverClock: TestClock;
let server: TestServer;
let guichetDb: Kysely<TablesGuichet>;
let bureaux: Bureau[];
let compte: TestCompte;

beforeEach(async () => {
  serverClock = new TestClock();
  server = await startTestServer({ clock: serverClock });
  guichetDb = await openGuichet({ url: 'sqlite::memory:', key: '' });
  bureaux = [];
  compte = await createResponsable(server, formation().siret_responsable);
  await server.db.insertInto('formation_catalogue').values(formation()).execute();
});
afterEach(async () => {
  for (const { machine } of bureaux) await machine.remove();
  await server.stop();
  await guichetDb.destroy();
});

/** A form is filled in and taken. */
async function ask(changes: Partial<DepotDemande> = {}): Promise<void> {
  const { db, clock: at, random, journal, config, serveur } = server.deps;
  const reception = new ReceptionDemandes({
    ...{ db, clock: at, random, journal, config, serveur },
    guichet: new GuichetServeur(guichetDb),
    annoncer: () => undefined,
  });
  await new GuichetPublic({ db: guichetDb, clock: at, random }).deposer('demande', formulaire(changes));
  expect(await reception.passer()).toBe(1);
}

async function open(): Promise<Bureau> {
  const machine = new PosteMachine();
  const network = { isUp: true };
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const config = { lockAfterMs: 30 * 86_400_000 };
  const bureau = { poste: await openDesk(machine, server, compte, { fetch, config }), machine, network };
  bureaux.push(bureau);
  await exchange(bureau.poste, server);
  return bureau;
}

/** Time passes for everybody. */
async function wait(ms: number): Promise<void> {
  serverClock.advance(ms);
  for (const { machine } of bureaux) await machine.clock.advance(ms);
}

const inbox = async ({ poste }: Bureau, vue: 'ouvertes' | 'terminees' = 'ouvertes') =>
  contract['demandes:liste'].response.parse(await poste.ask('demandes:liste', { vue, apres: null, limite: 50 })).lignes;
const counts = async ({ poste }: Bureau) =>
  contract['demandes:compteurs'].response.parse(await poste.ask('demandes:compteurs'));
const sheet = async ({ poste }: Bureau, candidat: string) =>
  contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat }));

async function only(bureau: Bureau, vue: 'ouvertes' | 'terminees' = 'ouvertes') {
  const [line, ...others] = await inbox(bureau, vue);
  if (line === undefined || others.length > 0) throw new Error('one demande was expected');
  return line;
}

/** Writes an answer as the sheet does: with the heads that it shows. */
async function answer(bureau: Bureau, genre: 'personnalisee' | 'autre_canal', texte?: string): Promise<string[]> {
  const line = [...(await inbox(bureau)), ...(await inbox(bureau, 'terminees'))][0];
  if (line === undefined) throw new Error('no demande');
  const { dossiers } = await sheet(bureau, line.candidat);
  const fait = `reponse:${line.id}`;
  const heads = dossiers.find(({ id }) => id === line.dossier)?.tetes[fait] ?? [];
  const corps = { demande: line.id, genre, ...(texte === undefined ? {} : { texte }) };
  const saisies = [{ dossier: line.dossier, type: 'reponse', corps, vues: { [fait]: heads.map(({ acte }) => acte) } }];
  return contract['actes:enregistrer'].response.parse(await bureau.poste.ask('actes:enregistrer', { saisies })).actes;
}

const mails = async (): Promise<string[]> => {
  const rows = await server.db
    .selectFrom('courriel')
    .select('donnees')
    .where('genre', '=', 'candidat-reponse')
    .execute();
  return rows.map(({ donnees }) => donnees);
};
const onServer = () => server.db.selectFrom('demande').selectAll().execute();

describe('a demande', () => {
  it('comes by the pull, is opened once, and is answered offline a minute before its deadline: in time, one mail', async () => {
    const bureau = await open();
    await ask();
    await exchange(bureau.poste, server);
    const line = await only(bureau);
    expect(line).toMatchObject({ nom: 'Vauquelin', prenom: 'Inès', suite: 'a_repondre', vue: false, enRetard: null });
    expect(await counts(bureau)).toMatchObject({ ouvertes: 1, depassees: 0 });
    expect(bureau.poste.events.some(({ name }) => name === 'candidats:change')).toBe(true);

    await wait(Date.parse(line.echeance) - serverClock.now().getTime() - 60_000);
    await exchange(bureau.poste, server);
    expect(await counts(bureau)).toMatchObject({ avantCeSoir: 1, depassees: 0 });
    bureau.network.isUp = false;
    await bureau.poste.ask('demandes:ouvrir', { demande: line.id });
    await bureau.poste.ask('demandes:ouvrir', { demande: line.id });
    await answer(bureau, 'personnalisee', 'Il reste trois places.');
    expect(await only(bureau, 'terminees')).toMatchObject({ suite: 'repondue', enRetard: false, enAttente: true });
    expect(await mails()).toEqual([]);

    await wait(16 * 3_600_000);
    bureau.network.isUp = true;
    await exchange(bureau.poste, server);
    expect(await only(bureau, 'terminees')).toMatchObject({
      suite: 'repondue',
      enRetard: false,
      enAttente: false,
      vue: true,
    });
    const [row] = await onServer();
    expect(row).toMatchObject({ etat: 'repondue' });
    expect((row?.repondue_le ?? '~') <= line.echeance).toBe(true);
    expect(await mails()).toEqual([expect.stringContaining('Il reste trois places.')]);
    await exchange(bureau.poste, server);
    expect(await mails()).toHaveLength(1);
  });

  it('answered by two postes offline is mailed once; the other answer is held, then sent again on demand', async () => {
    await ask();
    const [a, b] = [await open(), await open()];
    for (const bureau of [a, b]) bureau.network.isUp = false;
    await answer(a, 'personnalisee', 'Venez mercredi.');
    await answer(b, 'personnalisee', 'Il reste trois places.');
    await wait(60_000);
    a.network.isUp = true;
    await exchange(a.poste, server);
    b.network.isUp = true;
    await exchange(b.poste, server);
    await exchange(a.poste, server);
    expect(await mails()).toEqual([expect.stringContaining('Venez mercredi.')]);
    for (const bureau of [a, b]) {
      const line = await only(bureau, 'terminees');
      expect(line).toMatchObject({ suite: 'repondue', retenue: true, enAttente: false });
      expect(await counts(bureau)).toMatchObject({ ouvertes: 0, retenues: 1 });
      const { demandes, fil } = await sheet(bureau, line.candidat);
      expect(demandes[0]?.reponses.map(({ texte, etat }) => [texte, etat])).toEqual([
        ['Venez mercredi.', 'recue'],
        ['Il reste trois places.', 'retenue'],
      ]);
      expect(fil.filter(({ retenu }) => retenu === true)).toHaveLength(1);
    }

    await answer(b, 'personnalisee', 'Il reste trois places.');
    await wait(60_000);
    await exchange(b.poste, server);
    await exchange(a.poste, server);
    expect(await mails()).toHaveLength(2);
    for (const bureau of [a, b]) expect(await counts(bureau)).toMatchObject({ retenues: 0 });
  });

  it('answered by the call that reached her is open again at both postes when that call is undone', async () => {
    await ask();
    const [a, b] = [await open(), await open()];
    const { dossier } = await only(a);
    const corps = { sens: 'recu', numero: null, interlocuteur: 'candidat', disposition: 'JOINT', issue: 'REFLECHIT' };
    const { actes } = contract['actes:enregistrer'].response.parse(
      await a.poste.ask('actes:enregistrer', { saisies: [{ dossier, type: 'appel', corps, vues: {} }] }),
    );
    expect(actes).toHaveLength(2);
    await wait(60_000);
    for (const bureau of [a, b]) await exchange(bureau.poste, server);
    expect(await onServer()).toMatchObject([{ etat: 'repondue' }]);
    expect(await only(b, 'terminees')).toMatchObject({ suite: 'repondue', enRetard: false });
    expect(await mails()).toEqual([]);

    // From the sheet of the other poste, the call alone is named.
    await b.poste.ask('actes:annuler', { actes: actes.slice(0, 1) });
    expect(await only(b)).toMatchObject({ suite: 'a_repondre' });
    await wait(60_000);
    for (const bureau of [b, a]) await exchange(bureau.poste, server);
    expect(await onServer()).toMatchObject([{ etat: 'ouverte' }]);
    for (const bureau of [a, b]) expect(await only(bureau)).toMatchObject({ suite: 'a_repondre', enRetard: null });
  });
});
