import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../shared/contract/ipc/index.ts';
import { synchroEtat } from '../../shared/contract/ipc/synchro.ts';
import { travail as travailShape } from '../../shared/contract/ipc/travaux.ts';
import { acteRecu } from '../../shared/domain/actes/acte.ts';
import { responsable, villeurbanne } from '../../tools/demo/lieux.ts';
import { importLignes, ligneDe } from '../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestServer } from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';
import { fichier, voeu } from '../unit/core/imports/bureau.ts';

/** A list imported by hand meets the real server: what was written about its people is accepted there, once. */
let server: TestServer;
let machine: PosteMachine;
let pushed: string[];

beforeEach(async () => {
  pushed = [];
  server = await startTestServer();
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

const watched: typeof fetch = (input, init) => {
  if (String(input).endsWith('/v1/actes')) pushed.push(String(init?.body));
  return globalThis.fetch(input, init);
};

/** Waits for a long work that was just started. */
async function end(poste: PosteCore, started: unknown): Promise<void> {
  const { travail } = contract['imports:lire'].response.parse(started);
  const last = () =>
    poste.events
      .map(({ payload }) => travailShape.safeParse(payload).data)
      .find((one) => one?.travail === travail && one.etat !== 'en-cours');
  await poste.until(() => last() !== undefined);
  expect(last()).toMatchObject({ etat: 'fini' });
}

const list = async (poste: PosteCore) =>
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

const fiche = async (poste: PosteCore, candidat: string) =>
  contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat }));

const send = async (poste: PosteCore): Promise<void> => {
  const from = poste.events.length;
  await poste.ask('synchro:envoyer');
  await poste.until(() =>
    poste.events.slice(from).some(({ name, payload }) => {
      const etat = synchroEtat.safeParse(payload);
      return name === 'synchro:change' && etat.success && etat.data.aEnvoyer === 0 && etat.data.enVol === 0;
    }),
  );
};

/** The first sync may end before the desk is open, when nobody is told of it yet. */
async function synced(poste: PosteCore): Promise<void> {
  const etat = async () => synchroEtat.parse(await poste.ask('synchro:etat'));
  while ((await etat()).derniereReussiteLe === null) await new Promise((resolve) => setImmediate(resolve));
}

const received = async () => {
  const rows = await server.db.selectFrom('ligne').select('corps').where('type', '=', 'acte').orderBy('seq').execute();
  return rows.map(({ corps }) => acteRecu.parse(JSON.parse(corps)));
};

it('the server accepts, once, what was written about people it knows and people it did not', async () => {
  const known = ligneDe({ ine: '240000001AB', nom: 'TARDIVEL' });
  const compte = await createResponsable(server, responsable.siret);
  await importLignes(server.deps, [known]);
  const lignes = [
    voeu('240000001AB', { CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: known['clé ministère éducatif'] ?? '' }),
    voeu('240000002CD', { NOM_APPRENANT: 'QUERREC' }),
  ];
  const file = path.join(machine.folder, `${responsable.siret}-${villeurbanne.siret}.csv`);
  writeFileSync(file, fichier(lignes));
  const tokens = new Map([['jeton', file]]);
  const poste = await openDesk(machine, server, compte, { tokens, fetch: watched });
  await synced(poste);

  await end(poste, await poste.ask('imports:lire', { jeton: 'jeton' }));
  const apercu = contract['imports:apercu'].response.parse(await poste.ask('imports:apercu'));
  expect(apercu.relations).toMatchObject([{ couple: { formateur: villeurbanne.siret }, ajoutes: 2 }]);
  const request = { lecture: apercu.lecture, noms: ['Reçue par courriel'], confirmerRetraits: false };
  await end(poste, await poste.ask('imports:appliquer', request));
  const people = await list(poste);
  expect(people.map(({ nom }) => nom)).toEqual(['QUERREC', 'TARDIVEL']);
  for (const { id, nom } of people) {
    const dossier = (await fiche(poste, id)).dossiers.find(({ flux }) => flux.startsWith('local:'))?.id;
    const saisies = [{ dossier, type: 'note', corps: { texte: `Note de ${nom}` }, vues: {} }];
    await poste.ask('actes:enregistrer', { saisies });
  }
  await send(poste);
  expect(pushed).toEqual([]);

  const { listes } = contract['rattachement:etat'].response.parse(await poste.ask('rattachement:etat'));
  expect(listes).toMatchObject([{ candidats: 2, retrouves: 1, saisies: 2 }]);
  const [liste] = listes;
  const destination = liste?.destinations[0]?.flux;
  await end(poste, await poste.ask('rattachement:appliquer', { flux: liste?.flux, destination }));
  await send(poste);
  const dossiers = await server.db.selectFrom('dossier').select(['id', 'cle_ine']).execute();
  const connu = dossiers.find(({ cle_ine: cle }) => cle !== null)?.id;
  const cree = dossiers.find(({ cle_ine: cle }) => cle === null)?.id;
  const actes = await received();
  expect(
    actes.map(({ type, dossier }) => [type, dossier === connu ? 'connu' : dossier === cree ? 'créé' : '?']),
  ).toEqual([
    ['note', 'connu'],
    ['dossier-cree', 'créé'],
    ['note', 'créé'],
    ['note', 'créé'],
  ]);
  await poste.ask('synchro:lancer');
  await send(poste);
  expect(await received()).toEqual(actes);
  const ids = actes.map(({ id }) => id);
  expect(ids.map((id) => pushed.join().split(`"id":"${id}"`).length - 1)).toEqual([1, 1, 1, 1]);
  const after = await list(poste);
  expect(after.map(({ nom }) => nom)).toEqual(['QUERREC', 'TARDIVEL']);
  const notes = await Promise.all(after.map(async ({ id }) => JSON.stringify((await fiche(poste, id)).fil)));
  expect(notes[0]).toContain('Note de QUERREC');
  expect(notes[0]).toContain('CFA LES TROIS FOURNEAUX');
  expect(notes[1]).toContain('Note de TARDIVEL');
  const { listes: left } = contract['rattachement:etat'].response.parse(await poste.ask('rattachement:etat'));
  expect(left).toEqual([]);
});
