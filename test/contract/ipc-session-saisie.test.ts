import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import { browserOf } from '../support/browser.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../support/server.ts';
import { openDesk, operateurOf, pin } from '../support/signed-poste.ts';

const siret = '13002526500013';
const nom = 'GROSJEAN-PLANTE';
const hourMs = 3_600_000;
let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;
let dossier: string;
let isCut: boolean;

beforeEach(async () => {
  isCut = false;
  server = await startTestServer();
  compte = await createResponsable(server, siret);
  machine = new PosteMachine();
  dossier = await writeDossier();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

async function writeDossier(): Promise<string> {
  const id = randomUUID();
  const relationId = randomUUID();
  await server.db
    .insertInto('relation')
    .values({
      id: relationId,
      siret_responsable: siret,
      siret_formateur: siret,
      cree_le: '2026-05-01T00:00:00.000Z',
      retiree_le: null,
    })
    .execute();
  const fluxId = await ensureFlux(server.db, server.deps.random, { genre: 'relation', relationId, campagne: 2026 });
  await server.db.insertInto('dossier').values({ id, flux_id: fluxId, cle_ine: null, efface_le: null }).execute();
  const corps = JSON.stringify({
    ine: '123456789AB',
    nom,
    prenom: 'Camille',
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
    telephones: [],
    emails: [],
    etablissement_origine: null,
    campagne: 2026,
  });
  await writeLignes(server.db, { fluxId, lignes: [{ id, type: 'dossier', v: 1, dossierId: id, corps }] });
  return id;
}

const cuttable: typeof fetch = (input, init) =>
  isCut ? Promise.reject(new TypeError('cut')) : globalThis.fetch(input, init);

const list = async (poste: PosteCore) =>
  contract['candidats:liste'].response.parse(
    await poste.ask('candidats:liste', {
      tri: 'nom',
      sens: 'croissant',
      filtres: {},
      recherche: 'grosjean',
      apres: null,
      limite: 50,
    }),
  );

const logNote = (poste: PosteCore): Promise<unknown> =>
  poste.ask('actes:enregistrer', {
    saisies: [{ dossier, type: 'note', corps: { texte: 'rappeler après 17 h' }, vues: {} }],
  });

const acceptedActes = () => server.db.selectFrom('acte').select('id').execute();

it('a saisie made offline is counted through lock, restart and a lost key, then leaves once', async () => {
  const first = await openDesk(machine, server, compte, { fetch: cuttable });
  expect((await list(first)).lignes).toHaveLength(1);
  isCut = true;
  await logNote(first);
  expect((await first.session('session:verrouiller')).nonEnvoyes).toBe(1);
  await first.core.stop(0);

  const keys = [...machine.keychain.entries];
  machine.keychain.entries.clear();
  const keyless = await machine.start({ serveur: server.url, fetch: cuttable });
  expect(await keyless.session()).toMatchObject({ raison: 'CLE_ABSENTE', nonEnvoyes: 1 });
  await keyless.core.stop(0);
  for (const [name, secret] of keys) machine.keychain.entries.set(name, secret);

  const poste = await machine.start({ serveur: server.url, fetch: cuttable, browser: browserOf(server, compte) });
  expect(await poste.session()).toMatchObject({ etape: 'verrouille', nonEnvoyes: 1 });
  isCut = false;
  const from = poste.events.length;
  await poste.core.signal('fermeture');
  await poste.until(() => poste.events.slice(from).some(({ name }) => name === 'synchro:change'));
  expect(await acceptedActes()).toHaveLength(1);
  await poste.ask('session:deverrouiller', { operateur: await operateurOf(poste), pin });
  await poste.core.stop(1_000);
  expect(await acceptedActes()).toHaveLength(1);
});

it('tells no candidat to a locked page, and leaves no name in clear', async () => {
  const poste = await openDesk(machine, server, compte);
  await logNote(poste);
  await poste.ask('session:verrouiller');
  const from = poste.events.length;
  await poste.core.signal('veille');
  expect(poste.events.slice(from).filter(({ name }) => name.startsWith('candidats:'))).toEqual([]);
  await poste.core.stop(1_000);
  const files = readdirSync(machine.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    for (const said of [nom, 'Camille', '123456789AB', 'rappeler', 'Léa'])
      expect(bytes.includes(said), file.name).toBe(false);
  }
});

it('a clock moved after the exchange moves no hour, and a sleep that stops the monotonic clock neither', async () => {
  const startedAt = Date.now();
  const poste = await openDesk(machine, server, compte, { fetch: cuttable });
  const candidat = (await list(poste)).lignes[0]?.id ?? '';
  isCut = true;
  const hourOfNote = async (): Promise<number> => {
    await logNote(poste);
    const { fil } = contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat }));
    return Date.parse(fil[0]?.le ?? '');
  };
  // The header that the server dates its answers with counts seconds, and the answer takes its time.
  const first = startedAt - 5_000;
  const last = Date.now() + 5_000;
  machine.clock.setWall(machine.clock.now() + 3 * hourMs);
  const moved = await hourOfNote();
  expect(moved).toBeGreaterThanOrEqual(first);
  expect(moved).toBeLessThanOrEqual(last);
  await poste.core.signal('veille');
  machine.clock.setWall(machine.clock.now() + 8 * hourMs);
  await poste.core.signal('reprise');
  await poste.ask('session:deverrouiller', { operateur: await operateurOf(poste), pin });
  expect(await hourOfNote()).toBe(moved + 8 * hourMs);
});
