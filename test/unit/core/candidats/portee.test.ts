import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPortee, fluxOfCandidats, walkPortee } from '../../../../main/core/candidats/portee.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import type { Portee } from '../../../../shared/contract/ipc/exports.ts';
import { dossierCorps, dossierId, fluxId, idOf, openPoste, type Poste, putFlux, putLigne } from './poste.ts';

const now = '2026-06-08T08:00:00.000Z';
const people = 450;
const local = `local:${idOf(9, 1)}`;
const nomOf = (n: number): string => `NOM${String(people - n).padStart(4, '0')}`;

let poste: Poste;

// Nobody writes what another test reads, and the last one removes somebody.
beforeAll(() => {
  poste = openPoste();
  putFlux(poste.store, 1);
  putFlux(poste.store, 2);
  const numbers = Array.from({ length: people }, (_, at) => at + 1);
  poste.store.write(poste.store.bulk, () => {
    for (const n of numbers) {
      const flux = fluxId(n % 3 === 0 ? 2 : 1);
      putLigne(poste.store, { id: dossierId(n), flux, type: 'dossier', corps: dossierCorps({ nom: nomOf(n) }) });
    }
    return projectDossiers(poste.store.bulk, numbers.map(dossierId));
  });
});
afterAll(() => poste.close());

const pages = (portee: Portee): string[][] => [...walkPortee(poste.store.persons, portee, now)];
const count = (portee: Portee, bound: number): number => countPortee(poste.store.persons, portee, now, bound);
const tout: Portee = { genre: 'tout' };
const second: Portee = { genre: 'flux', flux: fluxId(2) };

test('everybody is walked a few hundred at a time, in the order of the alphabet, each person once', () => {
  const walked = pages(tout);
  expect(walked.map((page) => page.length)).toEqual([200, 200, 50]);
  const expected = Array.from({ length: people }, (_, at) => dossierId(people - at));
  expect(walked.flat()).toEqual(expected);
});

test('one flux is its people and nobody else', () => {
  const walked = pages(second).flat();
  expect(walked).toHaveLength(150);
  expect(walked.every((id) => Number(id.slice(-4)) % 3 === 0)).toBe(true);
});

test('a question is its people, words and filters together', () => {
  const portee: Portee = { genre: 'question', filtres: { flux: [fluxId(2)] }, recherche: 'nom000' };
  expect(pages(portee).flat()).toEqual([450, 447, 444, 441].filter((n) => people - n < 10).map(dossierId));
});

test('a selection is who is still there, in the order given, each once', () => {
  const candidats = [7, 3, 999, 7].map(dossierId);
  expect(pages({ genre: 'selection', candidats })).toEqual([[7, 3].map(dossierId)]);
  expect(count({ genre: 'selection', candidats }, 1)).toBe(2);
});

test('a flux that nobody has is nobody', () => {
  const nobody: Portee = { genre: 'flux', flux: fluxId(7) };
  expect([pages(nobody).flat(), count(nobody, 100)]).toEqual([[], 0]);
});

test('people are counted no further than the bound plus one', () => {
  expect(count(second, 1_000)).toBe(150);
  expect(count(second, 100)).toBe(101);
  expect(count(tout, 1_000)).toBe(people);
});

test('the flux of people are named once each, local ones never', () => {
  const { bulk, persons } = poste.store;
  bulk.prepare('UPDATE dossier_etat SET flux = ? WHERE dossier = ?').run(local, dossierId(1));
  expect(fluxOfCandidats(persons, [1, 2, 3, 4].map(dossierId))).toEqual([fluxId(1), fluxId(2)]);
  expect(fluxOfCandidats(persons, [dossierId(1)])).toEqual([]);
});

test('a walk goes on to the end while people leave the file between two pages', () => {
  const walk = walkPortee(poste.store.persons, tout, now);
  expect(walk.next().value).toHaveLength(200);
  poste.store.bulk.prepare('DELETE FROM candidat WHERE id = ?').run(dossierId(people - 200));
  const rest = [...walk].flat();
  expect(rest).toHaveLength(people - 201);
  expect(rest[0]).toBe(dossierId(people - 201));
});
