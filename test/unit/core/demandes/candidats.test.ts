import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { type CandidatFiltres, candidatsChannels } from '../../../../shared/contract/ipc/candidats.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, putLigne, voeuCorps } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

/** People who asked something, among those of the lists. */
let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1, { nom: 'QUERREC' });
  bureau.person(2);
  bureau.demande(1, { demandeur: { nom: 'VIDAL', prenom: 'Inès' } });
  putLigne(bureau.store, {
    id: dossierId(50),
    flux: fluxId(1),
    type: 'voeu',
    dossier: dossierId(2),
    corps: voeuCorps(dossierId(2)),
  });
  bureau.project(2);
});
afterEach(() => bureau.close());

const handlers = () =>
  createCandidatsHandlers({
    store: bureau.store,
    clock: { now: () => bureau.now, monotonic: () => 0, sleep: () => Promise.resolve() },
  });
const found = (recherche: string, filtres: CandidatFiltres = {}): string[] => {
  const request = { tri: 'nom', sens: 'croissant', filtres, recherche, apres: null, limite: 50 } as const;
  const page = candidatsChannels['candidats:liste'].response.parse(value(handlers()['candidats:liste'](request)));
  return page.lignes.map(({ id }) => id);
};

test.each([
  ['her name', 'querrec'],
  ['the name of the parent who asked', 'vidal'],
  ['her number', '998 12 01'],
  ['the address she gave, pasted whole', 'e1@exemple.fr'],
  ['what she asked about', 'cap cuisine lyon'],
])('somebody on no list is found by %s', (_, typed) => {
  expect(found(typed)).toEqual([dossierId(1)]);
});

test('the lists and their filters hold both', () => {
  expect(found('')).toEqual([dossierId(2), dossierId(1)]);
  expect(found('', { situation: ['A_REPONDRE'] })).toEqual([dossierId(1)]);
  expect(found('', { aAppeler: true })).toEqual([dossierId(2), dossierId(1)]);
  expect(found('', { formation: ['CAP CUISINE'] })).toEqual([dossierId(1)]);
  const options = candidatsChannels['candidats:options'].response.parse(value(handlers()['candidats:options']({})));
  expect(options.formations).toEqual(['1CAP2 CUISINE', 'CAP CUISINE']);
  expect(options.accueils).toHaveLength(1);
  const counters = candidatsChannels['candidats:compteurs'].response.parse(
    value(handlers()['candidats:compteurs']({})),
  );
  expect(counters).toMatchObject({ total: 2, aAppeler: 2, parSituation: { A_REPONDRE: 1, A_APPELER: 1 } });
});

test('a vœu says the formation first, whatever was asked besides', () => {
  bureau.demande(2);
  expect(bureau.fiche(2).ligne).toMatchObject({ nbVoeux: 1, nbDemandes: 1, formation: '1CAP2 CUISINE' });
  expect(found('', { formation: ['CAP CUISINE'] })).toEqual([dossierId(1)]);
});
