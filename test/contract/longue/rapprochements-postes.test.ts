import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/ipc/index.ts';
import { responsable, villeurbanne } from '../../../tools/demo/lieux.ts';
import { importLignes, ligneDe } from '../../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import {
  createDelegue,
  createResponsable,
  startTestServer,
  type TestCompte,
  type TestServer,
} from '../../support/server.ts';
import { openDesk } from '../../support/signed-poste.ts';

/** One pupil in two lists, under two INE: two postes that read both, one that reads the first alone, the real server. */
let server: TestServer;
let machines: PosteMachine[];
let directeur: TestCompte;
const ici = { ine: '240000001AB', ville: 'LYON' } as const;
const ailleurs = { ine: '240000002CD', ville: 'GIVORS', formateur: 'saintEtienne' } as const;

beforeEach(async () => {
  server = await startTestServer();
  machines = [];
  directeur = await createResponsable(server, responsable.siret);
  await importLignes(server.deps, [ligneDe(ici), ligneDe(ailleurs)]);
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

async function open(compte: TestCompte): Promise<Bureau> {
  const machine = new PosteMachine();
  machines.push(machine);
  const network = { isUp: true };
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const bureau = {
    poste: await openDesk(machine, server, compte, { fetch, config: { lockAfterMs: 3_600_000 } }),
    machine,
    network,
  };
  await exchange(bureau);
  return bureau;
}

/** Whether nothing waits here and every row of its lists that the server has is in the file. */
async function isUpToDate({ poste }: Bureau): Promise<boolean> {
  const detail = contract['synchro:detail'].response.parse(await poste.ask('synchro:detail'));
  const lists = detail.flux.filter(({ genre }) => genre === 'relation');
  for (const { flux, lignes } of lists) {
    const rows = await server.db.selectFrom('ligne').select('id').where('flux_id', '=', flux).execute();
    if (rows.length !== lignes) return false;
  }
  return lists.length > 0 && detail.attenteTotal === 0;
}

/** Sends what waits, and receives until nothing is missing. A run always ends by telling so. */
async function exchange(bureau: Bureau): Promise<void> {
  const { poste } = bureau;
  await poste.ask('synchro:envoyer');
  while (!(await isUpToDate(bureau))) {
    const from = poste.events.length;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}

const people = async ({ poste }: Bureau) =>
  contract['candidats:liste'].response.parse(
    await poste.ask('candidats:liste', {
      tri: 'nom',
      sens: 'croissant',
      filtres: {},
      recherche: '',
      apres: null,
      limite: 50,
    }),
  ).lignes;
const pour = async ({ poste }: Bureau, candidat: string) =>
  contract['rapprochements:pour'].response.parse(await poste.ask('rapprochements:pour', { candidat }));

/** Everything that the screens tell of who is who. */
async function view(bureau: Bureau) {
  const lines = await people(bureau);
  const found = await Promise.all(
    lines.map(async ({ id, ville, nbVoeux }) => ({ id, ville, nbVoeux, ...(await pour(bureau, id)) })),
  );
  // The opérateurs of two postes are told by their names, which come with the organisme.
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function proposal(bureau: Bureau): Promise<{ dossier: string; autre: string }> {
  const [line] = await people(bureau);
  const [found] = (await pour(bureau, line?.id ?? '')).propositions;
  if (found === undefined) throw new Error('nothing is proposed');
  expect(found).toMatchObject({ genre: 'personne', entreFlux: true });
  return { dossier: found.dossier, autre: found.autre };
}

async function fusionner(bureau: Bureau): Promise<string> {
  const merged = await bureau.poste.ask('rapprochements:fusionner', await proposal(bureau));
  return contract['rapprochements:fusionner'].response.parse(merged).lien;
}

const halves = async () => {
  const rows = await server.db.selectFrom('ligne').select(['flux_id', 'corps']).where('type', '=', 'acte').execute();
  return rows.filter(({ corps }) => corps.includes('"lien"'));
};

describe('two postes that read both lists', () => {
  let a: Bureau;
  let b: Bureau;
  beforeEach(async () => {
    a = await open(directeur);
    b = await open(directeur);
  });
  const exchangeBoth = async (first: Bureau, second: Bureau): Promise<void> => {
    for (const one of [first, second, first, second]) await exchange(one);
  };

  it('a merge made offline reaches the other one, who undoes it offline: both see two again', async () => {
    a.network.isUp = false;
    const lien = await fusionner(a);
    expect(await people(a)).toHaveLength(1);
    expect(await people(b)).toHaveLength(2);
    a.network.isUp = true;
    await exchangeBoth(a, b);
    expect(await people(b)).toHaveLength(1);
    expect(await view(b)).toEqual(await view(a));

    b.network.isUp = false;
    await b.poste.ask('rapprochements:defaire', { lien });
    expect(await people(b)).toHaveLength(2);
    b.network.isUp = true;
    await exchangeBoth(b, a);
    expect(await people(a)).toHaveLength(2);
    expect(await view(a)).toEqual(await view(b));
    expect(await halves()).toHaveLength(2);
  });

  it.each(['the first to merge', 'the second to merge'])(
    'each merges offline, one undoes its own: they stay one by the other merge, whoever sends first: %s',
    async (who) => {
      a.network.isUp = false;
      b.network.isUp = false;
      const kept = await fusionner(a);
      const undone = await fusionner(b);
      const [first, second] = who === 'the first to merge' ? [a, b] : [b, a];
      a.network.isUp = true;
      b.network.isUp = true;
      await exchangeBoth(first, second);
      expect(await halves()).toHaveLength(4);
      await b.poste.ask('rapprochements:defaire', { lien: undone });
      await exchangeBoth(second, first);
      for (const bureau of [a, b]) {
        const [line, ...others] = await view(bureau);
        expect(others).toEqual([]);
        expect(line?.fusions).toMatchObject([{ lien: kept, entreFlux: true }]);
      }
      expect(await view(a)).toEqual(await view(b));
    },
  );

  it('both undo the same merge offline, then one merges again: another merge stands', async () => {
    const lien = await fusionner(a);
    await exchangeBoth(a, b);
    for (const one of [a, b]) {
      one.network.isUp = false;
      await one.poste.ask('rapprochements:defaire', { lien });
    }
    const again = await fusionner(a);
    for (const one of [a, b]) one.network.isUp = true;
    await exchangeBoth(b, a);
    for (const one of [a, b]) expect(await view(one)).toMatchObject([{ fusions: [{ lien: again }] }]);
    expect(await view(a)).toEqual(await view(b));
  });

  it('a merge that never left is undone without a trace at the server', async () => {
    a.network.isUp = false;
    const lien = await fusionner(a);
    await a.poste.ask('rapprochements:defaire', { lien });
    a.network.isUp = true;
    await exchangeBoth(a, b);
    expect(await halves()).toEqual([]);
    expect(await view(a)).toEqual(await view(b));
  });

  it('a contact opened from a call is merged with the pupil of the list, for both', async () => {
    a.network.isUp = false;
    const [line] = await people(a);
    const [known] = (await pour(a, line?.id ?? '')).propositions;
    const { flux } = await server.db
      .selectFrom('ligne')
      .select('flux_id as flux')
      .where('id', '=', known?.dossier ?? '')
      .executeTakeFirstOrThrow();
    const numero = '+33639980001';
    const appel = { sens: 'recu', numero, interlocuteur: 'responsable', disposition: 'JOINT' };
    const contact = { flux, nom: 'Duchemin', prenom: 'Zoé', telephones: ['06 39 98 00 01'], appel };
    const made = contract['contacts:creer'].response.parse(await a.poste.ask('contacts:creer', contact));
    const proposed = (await pour(a, made.candidat)).propositions.find(({ entreFlux }) => !entreFlux);
    await a.poste.ask('rapprochements:fusionner', { dossier: made.dossier, autre: proposed?.autre });
    a.network.isUp = true;
    await exchangeBoth(a, b);
    expect(await people(b)).toHaveLength(2);
    expect(await view(b)).toEqual(await view(a));
    const dossiers = await server.db.selectFrom('dossier').select('id').where('id', '=', made.dossier).execute();
    expect(dossiers).toHaveLength(1);
  });

  it('asks again for a sign-in before binding two lists, after a quarter of an hour', async () => {
    const asked = await proposal(a);
    for (const machine of machines) machine.clock.advance(16 * 60_000);
    expect(await a.poste.refusal('rapprochements:fusionner', asked)).toBe('CONNEXION_RECENTE_REQUISE');
    expect(await people(a)).toHaveLength(2);
  });
});

it('who reads one of the two lists learns nothing of the other, row by row', async () => {
  const relation = await server.db
    .selectFrom('relation')
    .select('id')
    .where('siret_formateur', '=', villeurbanne.siret)
    .executeTakeFirstOrThrow();
  const a = await open(directeur);
  const c = await open(await createDelegue(server, 'delegue@cfa.fr', [relation.id]));
  const before = await view(c);
  expect(before).toHaveLength(1);
  const { dossier, autre } = await proposal(a);
  const lien = await fusionner(a);
  await exchange(a);
  await exchange(c);
  expect(await people(a)).toHaveLength(1);

  const lists = await server.db.selectFrom('flux').selectAll().execute();
  const [own, other] = [true, false].map((isOwn) =>
    lists.find(({ relation_id: id }) => id !== null && (id === relation.id) === isOwn),
  );
  const [mine, theirs] = (await people(c)).some(({ id }) => id === dossier) ? [dossier, autre] : [autre, dossier];
  const rows = await server.db
    .selectFrom('ligne')
    .selectAll()
    .where('flux_id', '=', own?.id ?? '')
    .execute();
  expect(rows.filter(({ corps }) => corps.includes(lien))).toHaveLength(1);
  const secrets = [theirs, other?.id ?? '?', ailleurs.ine, ailleurs.ville];
  for (const row of rows) for (const secret of secrets) expect(JSON.stringify(row)).not.toContain(secret);
  for (const { corps } of rows.filter((row) => row.corps.includes(lien))) {
    for (const shared of ['DUCHEMIN', '639980001', 'famille@example.org']) expect(corps).not.toContain(shared);
  }
  // Half a merge binds nobody, and is not shown.
  expect(await view(c)).toEqual(before);
  const shown = JSON.stringify(await c.poste.ask('candidats:fiche', { candidat: mine }));
  for (const secret of secrets) expect(shown).not.toContain(secret);

  // Whoever sees one side may still take it back.
  await c.poste.ask('rapprochements:defaire', { lien });
  await exchange(c);
  await exchange(a);
  expect(await people(a)).toHaveLength(2);
});
