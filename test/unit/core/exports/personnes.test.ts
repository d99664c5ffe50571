import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Portee } from '../../../../shared/contract/ipc/exports.ts';
import {
  dossierId,
  fluxId,
  operateurId,
  phone,
  putFlux,
  putLigne,
  transmissionCorps,
  transmissionId,
} from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { act, putPerson } from './personne.ts';

let banc: Banc;
beforeEach(() => {
  banc = openBanc();
});
afterEach(() => banc.close());

const tout: Portee = { genre: 'tout' };
const uneListe: Portee = { genre: 'flux', flux: fluxId(1) };
const question = (...lists: number[]): Portee => ({
  genre: 'question',
  filtres: { flux: lists.map(fluxId) },
  recherche: '',
});

async function lines(portee: Portee): Promise<Record<string, string>[]> {
  await banc.export(portee, 'excel-csv');
  const text = banc.read().replace(/^\ufeff/, '');
  return Papa.parse<Record<string, string>>(text, { delimiter: ';', header: true, skipEmptyLines: true }).data;
}

const ine = '111111111AA';
const appel = { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition: 'SANS_REPONSE' };
const le = '2026-06-12T07:05:00.000Z';

/** ALPHA is in two lists; everything that was done for her was done in the second. */
beforeEach(() => {
  putFlux(banc.store, 9, 'organisme');
  putLigne(banc.store, {
    id: operateurId(1),
    flux: fluxId(9),
    type: 'operateur',
    corps: { nom_affiche: 'Léa M.', actif: true },
  });
  putPerson(banc, 1, { nom: 'ALPHA', ine, telephones: [phone('+33639980001')] });
  putPerson(banc, 2, { nom: 'ALPHA', ine, telephones: [phone('+33639980002')] }, [{}], 2);
  putLigne(banc.store, {
    id: transmissionId(1),
    flux: fluxId(2),
    type: 'transmission',
    corps: transmissionCorps(2, 'mise_a_jour'),
  });
  banc.project([1, 2].map(dossierId));
  act(banc, 2, 'appel', appel, 2);
  act(banc, 2, 'prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui: null }, 2);
  act(banc, 2, 'affectation', { operateur: operateurId(1) }, 2);
  act(banc, 2, 'rectification', { champ: 'telephone', valeur: '06 39 98 00 09', ancienne: null }, 2);
});

const untouched = {
  Liste: 'CFA 1',
  Situation: 'À appeler',
  'Prochaine action': '',
  'Prévue le': '',
  'Dernier appel': '',
  'Résultat du dernier appel': '',
  Essais: '0',
  'Affecté à': '',
  'Téléphone responsable 1': '="06 39 98 00 01"',
  'Autres téléphones': '',
};
const called = {
  Situation: 'À rappeler',
  'Prochaine action': 'À rappeler',
  'Prévue le': '12/06/2026 09:05',
  'Dernier appel': '05/06/2026 11:00',
  'Résultat du dernier appel': 'Pas de réponse',
  Essais: '1',
  'Affecté à': 'Léa M.',
};

describe('what the team did for somebody of two lists', () => {
  test.each([
    ['the file of one list', uneListe],
    ['a question filtered by that list', question(1)],
  ])('in the other list stays out of %s', async (_what, portee) => {
    expect(await lines(portee)).toEqual([expect.objectContaining(untouched)]);
  });

  test.each([
    ['the file of its own list', { genre: 'flux', flux: fluxId(2) } as const],
    ['a question filtered by its own list', question(2)],
  ])('stands in %s', async (_what, portee) => {
    expect(await lines(portee)).toEqual([expect.objectContaining({ Liste: 'CFA 2', ...called })]);
  });

  test.each<[string, Portee]>([
    ['everybody', tout],
    ['a selection', { genre: 'selection', candidats: [dossierId(1)] }],
    ['a question without lists', { genre: 'question', filtres: {}, recherche: 'alpha' }],
    ['a question filtered by both lists', question(1, 2)],
  ])('stands in each line of %s', async (_what, portee) => {
    expect(await lines(portee)).toEqual([expect.objectContaining(called), expect.objectContaining(called)]);
  });

  test('a list that only the other one says is new is not new here', async () => {
    const nouveautes = async (portee: Portee) => (await lines(portee)).map((line) => line.Nouveauté);
    const [there] = await nouveautes({ genre: 'flux', flux: fluxId(2) });
    expect(there).not.toBe('');
    expect(await nouveautes(uneListe)).toEqual(['']);
  });

  test('an opposition of the other list is not told, and the other way round', async () => {
    act(banc, 2, 'opposition', {}, 2);
    expect(await lines(uneListe)).toEqual([expect.objectContaining(untouched)]);
    expect(await lines(question(2))).toEqual([expect.objectContaining({ Situation: 'Ne plus contacter' })]);
  });

  test.each([
    ['limitation', { active: true }],
    ['effacement', {}],
  ])('nothing of the list under %s is in the line of the other, not even in everybody’s file', async (type, corps) => {
    act(banc, 2, type, corps, 2);
    for (const portee of [tout, uneListe]) expect(await lines(portee)).toEqual([expect.objectContaining(untouched)]);
  });

  test('of the list itself that is frozen, or that is to be erased, nothing leaves', async () => {
    act(banc, 2, 'limitation', { active: true }, 2);
    expect(await lines(question(2))).toEqual([]);
    act(banc, 2, 'effacement', {}, 2);
    await expect(lines(question(2))).rejects.toThrow('EXPORT_VIDE');
  });
});
