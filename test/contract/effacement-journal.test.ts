import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pushResponse } from '../../shared/contract/sync.ts';
import { purgerFluxEchus } from '../../sync-api/flux/purges.ts';
import { type Compte, createCompte, createDossier, createRelation, makeActe } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer, testRandom } from '../support/flux-server.ts';

let folder: string;
let server: FluxServer;
let compte: Compte;
let flux: string;
let dossier: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-journal-'));
  server = await startFluxServer(`sqlite:${join(folder, 'base.sqlite')}`);
  compte = await createCompte(server.db, 'responsable', 'a');
  server.allow('a', compte.acces);
  flux = (await createRelation(server.db, compte)).flux;
  dossier = await createDossier(server.db, flux, 'INE-1');
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const journalBytes = async (): Promise<number> => (await stat(join(folder, 'base.sqlite-wal'))).size;

test('an erasure leaves nothing of the person in the journal of the server', async () => {
  expect(await journalBytes()).toBeGreaterThan(0);
  const acte = makeActe({ flux, dossier, type: 'effacement', corps: {} });
  const pushed = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });
  expect(pushResponse.parse(await pushed.json()).resultats).toMatchObject([{ etat: 'accepte' }]);
  expect(await journalBytes()).toBe(0);
});

test('nor does a purge', async () => {
  const past = '2026-06-01T00:00:00.000Z';
  await server.db.updateTable('flux').set({ purge_apres: past }).where('id', '=', flux).execute();
  expect(await purgerFluxEchus(server.db, { clock: server.clock, random: testRandom })).toBe(1);
  expect(await journalBytes()).toBe(0);
});
