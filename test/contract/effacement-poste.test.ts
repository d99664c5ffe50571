import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../shared/contract/ipc/index.ts';
import { responsable } from '../../tools/demo/lieux.ts';
import { exchange } from '../support/exchange.ts';
import { importLignes, ligneDe } from '../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestServer } from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';

/** A family asks to be forgotten at a real poste: what is queued, what the server does, what a later list brings. */
let server: TestServer;
let machine: PosteMachine;
beforeEach(async () => {
  server = await startTestServer();
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

const people = async (poste: PosteCore) =>
  contract['candidats:liste'].response.parse(
    await poste.ask('candidats:liste', {
      tri: 'nom',
      sens: 'croissant',
      filtres: {},
      recherche: '',
      apres: null,
      limite: 10,
    }),
  ).lignes;
const fiche = async (poste: PosteCore, candidat: string) =>
  contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat }));

test('is queued offline, done with the server, and a later list brings back a new person without one note', async () => {
  const compte = await createResponsable(server, responsable.siret);
  const lignes = [ligneDe({ ine: '240000001AB', nom: 'TARDIVEL' }), ligneDe({ ine: '240000002CD', nom: 'QUERREC' })];
  await importLignes(server.deps, lignes);
  const network = { isUp: true };
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const poste = await openDesk(machine, server, compte, { fetch, config: { lockAfterMs: 3_600_000 } });
  await exchange(poste, server);
  const [, tardivel] = await people(poste);
  if (tardivel === undefined) throw new Error('two people came');
  const dossier = (await fiche(poste, tardivel.id)).dossiers[0]?.id;
  const note = { dossier, type: 'note', corps: { texte: 'Numéro confié par la tante.' }, vues: {} };
  await poste.ask('actes:enregistrer', { saisies: [note] });
  await exchange(poste, server);

  network.isUp = false;
  const detail = async () => contract['synchro:detail'].response.parse(await poste.ask('synchro:detail')).attente;
  const unsent = { dossier, type: 'note', corps: { texte: 'La tante rappelle.' }, vues: {} };
  await poste.ask('actes:enregistrer', { saisies: [unsent] });
  await poste.ask('candidats:brouillon', { candidat: tardivel.id, texte: 'La tante dit' });
  const erase = { saisies: [{ dossier, type: 'effacement', corps: {}, vues: {} }] };
  await poste.ask('actes:enregistrer', erase);
  // At once, without a network: she is nobody here, and what waits names her nowhere.
  expect((await people(poste)).map(({ nom }) => nom)).toEqual(['QUERREC']);
  expect(await poste.refusal('candidats:fiche', { candidat: tardivel.id })).toBe('INTROUVABLE');
  const waiting = await detail();
  expect(waiting).toMatchObject([
    { type: 'note', nom: '', resume: '', candidat: null, efface: true, reprenable: false },
    { type: 'effacement', nom: '', resume: '', candidat: null, efface: true, reprenable: true },
  ]);
  await poste.ask('actes:annuler', { actes: [waiting[1]?.acte] });
  const { fil: whole, brouillon } = await fiche(poste, tardivel.id);
  expect(JSON.stringify(whole)).toContain('La tante rappelle.');
  expect(brouillon).toBe('');
  await poste.ask('actes:enregistrer', erase);
  expect(await poste.refusal('actes:enregistrer', { saisies: [note] })).toBe('PERSONNE_EFFACEE');

  network.isUp = true;
  await exchange(poste, server);
  expect((await people(poste)).map(({ nom }) => nom)).toEqual(['QUERREC']);
  await importLignes(server.deps, lignes, { date: new Date('2026-06-28T06:00:00.000Z') });
  await exchange(poste, server);
  const again = (await people(poste)).find(({ nom }) => nom === 'TARDIVEL');
  if (again === undefined) throw new Error('the list names her again');
  expect(again.id).not.toBe(tardivel.id);
  const { fil } = await fiche(poste, again.id);
  expect(JSON.stringify(fil)).not.toContain('tante');
  const rows = await server.db.selectFrom('ligne').select('corps').execute();
  expect(rows.map(({ corps }) => corps).join()).not.toContain('tante');
});
