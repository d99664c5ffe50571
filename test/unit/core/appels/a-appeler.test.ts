import { afterEach, beforeEach, expect, test } from 'vitest';
import { lireAccueil } from '../../../../main/core/accueil/lire.ts';
import { readCounters } from '../../../../main/core/candidats/compteurs.ts';
import { countMatches } from '../../../../main/core/candidats/list-query.ts';
import { createEquipeHandlers } from '../../../../main/core/equipe/lire.ts';
import type { CandidatFiltres } from '../../../../shared/contract/ipc/candidats.ts';
import { value } from '../../../support/result.ts';
import { fluxId, operateurId } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

const maintenant = '2026-06-09T07:00:00.000Z';
const hier = '2026-06-08T07:30:00.000Z';
let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau(maintenant);
});
afterEach(() => bureau.close());

const moi = operateurId(1);
const instant = (): string => new Date(bureau.clock.now()).toISOString();
const liste = (filtres: CandidatFiltres): number =>
  countMatches(bureau.store.persons, { filtres: { aAppeler: true, ...filtres }, recherche: '', now: instant() }, 1_000);
const equipe = (id: string): number | undefined => {
  const { store, clock } = bureau;
  const read = value(createEquipeHandlers({ store, clock, serverNow: () => null })['equipe:lire']({}));
  return read.operateurs.find((un) => un.id === id)?.aAppeler;
};

/** Every figure and the list behind it, now. */
function memeSens(): number {
  const db = bureau.store.persons;
  const { total } = bureau.file();
  expect(liste({})).toBe(total);
  expect(readCounters(db, instant()).aAppeler).toBe(total);
  expect(lireAccueil(db, null, instant()).aAppeler).toBe(total);
  expect(value(bureau.appels['appels:compteurs']({})).aAppeler).toBe(total);
  for (const n of [1, 2]) {
    const flux = fluxId(n);
    expect(lireAccueil(db, flux, instant()).aAppeler).toBe(liste({ flux: [flux] }));
  }
  expect(bureau.file('moi').total).toBe(liste({ affecteA: moi }));
  expect(equipe(moi)).toBe(liste({ affecteA: moi }));
  return total;
}

test('« à appeler » is the queue: on its screen, in its badge, in the list, on Accueil and in Équipe', () => {
  for (const n of [1, 2, 3, 4, 5, 6]) bureau.personne(n, { flux: n % 2 === 0 ? 2 : 1 });
  for (const n of [1, 2, 3]) bureau.acte(n, 'affectation', { operateur: moi }, hier, n % 2 === 0 ? 2 : 1);
  // She waits for an answer, whatever was planned for later: she is to be called now.
  bureau.demande(1, hier, '2026-06-12T10:00:00.000Z');
  bureau.rappel(1, '2026-06-13T10:00:00.000Z', hier);
  bureau.acte(5, 'opposition', {}, hier);
  bureau.rappel(3, '2026-06-09T09:30:00.000Z', hier);
  bureau.plier(1, 2, 3, 4, 5, 6);
  expect(memeSens()).toBe(4);
  bureau.at('2026-06-09T09:29:59.999Z');
  expect(memeSens()).toBe(4);
  bureau.at('2026-06-09T09:30:00.000Z');
  expect(memeSens()).toBe(5);
  bureau.at('2026-06-20T09:30:00.000Z');
  expect(memeSens()).toBe(5);
});

test('whoever two colleagues hold, or one holds and a plan names another, is in the queue of both', () => {
  const karim = operateurId(2);
  bureau.personne(1, { ine: '123456789AB' });
  bureau.personne(2, { ine: '123456789AB', flux: 2 });
  bureau.acte(1, 'affectation', { operateur: karim }, hier);
  bureau.acte(2, 'affectation', { operateur: moi }, hier, 2);
  bureau.personne(3);
  bureau.acte(3, 'affectation', { operateur: moi }, hier);
  bureau.rappel(3, '2026-06-09T06:30:00.000Z', hier, karim);
  bureau.plier(1, 2, 3);
  expect(bureau.ordre('moi')).toEqual([3, 1]);
  bureau.passer(1);
  expect(bureau.file('moi')).toMatchObject({ total: 2, passees: 1 });
  expect([equipe(moi), equipe(karim)]).toEqual([2, 2]);
  expect(memeSens()).toBe(2);
  // Given back, she leaves the queue of whoever no longer holds her.
  bureau.acte(2, 'affectation', { operateur: null }, maintenant, 2);
  bureau.plier(2);
  expect(bureau.ordre('moi')).toEqual([3]);
});
