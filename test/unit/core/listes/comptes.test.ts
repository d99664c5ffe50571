import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GenreComparaison, genreComparaison, listesChannels } from '../../../../shared/contract/ipc/listes.ts';
import { villeurbanne } from '../../../../tools/demo/lieux.ts';
import { importLignes, ligneDe, openTestBase, type Voeu } from '../../../support/extraction.ts';
import { type Base, Poste } from './postes.ts';

const person = (n: number, over: Partial<Voeu> = {}): Voeu => ({ ine: `24000000${n}AB`, nom: `ELEVE ${n}`, ...over });
const loyal = [5, 6, 7, 8, 9].map((n) => person(n));
const first = [person(1), person(2), person(3), person(3, { offre: '69A00102', rang: 2 }), ...loyal];
const second = [
  // Several fields of one person are one person, and she counts in each genre that concerns her.
  person(1, { ville: 'BRON', telephone: '0639980099' }),
  person(1, { ville: 'BRON', telephone: '0639980099', offre: '69A00102', rang: 2 }),
  person(3, { formateur: 'saintEtienne' }),
  person(3, { offre: '69A00102', rang: 2, formateur: 'saintEtienne' }),
  person(4),
  ...loyal,
];

let base: Base;
let poste: Poste;
beforeEach(async () => {
  base = await openTestBase();
  poste = new Poste(base);
});
afterEach(async () => {
  poste.close();
  await base.close();
});

const extract = (lignes: readonly Voeu[], day: number): Promise<unknown> =>
  importLignes(base, lignes.map(ligneDe), {
    date: new Date(`2026-06-0${day}T06:00:00.000Z`),
    confirmation: 'tous',
  });

const ask = (numero: number, genre: GenreComparaison | null, apres: string | null = null, limite = 100) => {
  const { flux, transmissions } = poste.carte(villeurbanne.siret);
  const transmission = transmissions.find((one) => one.numero === numero)?.id ?? '';
  const { request, response } = listesChannels['listes:comparaison'];
  const answer = poste.handlers['listes:comparaison'](request.parse({ flux, transmission, genre, apres, limite }));
  if (!answer.ok) throw new Error(answer.error.code);
  return response.parse(answer.value);
};

test('a card tells of its newest list what the comparison shows, and nothing of a first one', async () => {
  await extract(first, 1);
  await poste.sync();
  expect(poste.carte(villeurbanne.siret).comptes).toBeNull();
  await extract(second, 2);
  await poste.sync();
  const read = () => poste.carte(villeurbanne.siret).comptes;
  expect(read()).toEqual(ask(2, null).comptes);
  expect(read()).toEqual({ tous: 4, ajoute: 2, modifie: 1, retire: 1, deplace: 1 });
  await extract(first, 3);
  await poste.sync();
  expect(read()).toEqual(ask(3, null).comptes);
  expect(read()).not.toEqual(ask(2, null).comptes);
  // An erasure takes rows away: the kept count follows.
  const [ligne] = ask(3, 'modifie').lignes;
  poste.store.bulk.prepare("DELETE FROM ligne WHERE type = 'ecart' AND dossier = ?").run(ligne?.dossier);
  expect(read()).toEqual(ask(3, null).comptes);
  expect(read()?.modifie).toBe(0);
});

test('counts people by genre as the pages show them, with the first page only', async () => {
  await extract(first, 1);
  await poste.sync();
  await extract(second, 2);
  await poste.sync();

  const whole = ask(2, null);
  expect(whole.comptes).toEqual({ tous: 4, ajoute: 2, modifie: 1, retire: 1, deplace: 1 });
  expect(whole.lignes).toHaveLength(4);
  for (const genre of genreComparaison.options) {
    const filtered = ask(2, genre);
    expect(filtered.comptes).toEqual(whole.comptes);
    expect(filtered.lignes).toHaveLength(whole.comptes?.[genre] ?? -1);
  }
  // One of two moved away from here, the other left too: nobody of them keeps a vœu; who gained one has two.
  expect(ask(2, 'modifie').lignes.map(({ voeux }) => voeux)).toEqual([2]);
  expect(ask(2, 'retire').lignes.map(({ voeux }) => voeux)).toEqual([0]);
  const page = ask(2, null, null, 1);
  expect(ask(2, null, page.suite, 1).comptes).toBeUndefined();
  expect(ask(1, null).comptes).toEqual({ tous: 0, ajoute: 0, modifie: 0, retire: 0, deplace: 0 });
});
