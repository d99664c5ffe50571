import { afterEach, beforeEach, expect, test } from 'vitest';
import { countMatches } from '../../../../main/core/candidats/list-query.ts';
import { cleDesOuverts } from '../../../../main/core/equipe/equipe-compte.ts';
import { createEquipeHandlers } from '../../../../main/core/equipe/lire.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { aAppelerDe, enRetardDe, sansPersonne, suivisDe } from '../../../../renderer/features/equipe/filtres.ts';
import type { CandidatFiltres } from '../../../../shared/contract/ipc/candidats.ts';
import { equipeChannels } from '../../../../shared/contract/ipc/lots.ts';
import { value } from '../../../support/result.ts';
import { fluxId, idOf, putFlux, putLigne } from '../candidats/poste.ts';
import { affecter, Banc, karim, lea, nora, now, selection, tous } from '../lots/banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(async () => {
  await banc.close();
});

const read = () => {
  const { store, clock } = banc;
  const { 'equipe:lire': lire } = createEquipeHandlers({ store, clock, serverNow: () => null });
  return equipeChannels['equipe:lire'].response.parse(value(lire({})));
};
const holds = (operateur: string) => read().operateurs.find(({ id }) => id === operateur);
const at = (ms: number): string => new Date(now + ms).toISOString();
const hour = 3_600_000;
const plan = (le: string, qui: string | null = null) => ({
  quoi: 'rappeler' as const,
  le,
  precision: 'heure' as const,
  qui,
});

test('the team in the order of the alphabet, whoever holds most; whoever left only while people wait for them', () => {
  banc.people(3);
  for (const n of [1, 2]) banc.hold(n, nora);
  banc.putOperateur(idOf(4, 9), 'Élodie A.');
  banc.putOperateur(idOf(4, 8), 'Zoé P.', false);
  expect(read().operateurs.map(({ nom, ouverts }) => [nom, ouverts])).toEqual([
    ['Élodie A.', 0],
    ['Karim B.', 0],
    ['Léa M.', 0],
    ['Nora T.', 2],
  ]);
  banc.putOperateur(nora, 'Nora T.', false);
  expect(holds(nora)).toMatchObject({ actif: false, ouverts: 2 });
  expect(read()).toMatchObject({ moi: lea, sansPersonne: 1, aDepartager: 0 });
});

test('open people, those to call now and the late ones among them, to the minute', () => {
  banc.people(5);
  for (const n of [1, 2, 3, 4, 5]) banc.hold(n, karim);
  banc.act(1, 'prochaine-action', plan(at(-3 * hour)));
  banc.act(2, 'prochaine-action', plan(at(-60_000)));
  banc.act(3, 'prochaine-action', plan(at(60_000)));
  banc.act(4, 'prochaine-action', plan(at(3 * hour)));
  banc.act(5, 'opposition', {});
  expect(holds(karim)).toMatchObject({ ouverts: 4, aAppeler: 2, enRetard: 2 });
  banc.clock.setWall(now + 2 * 60_000);
  expect(holds(karim)).toMatchObject({ ouverts: 4, aAppeler: 3, enRetard: 3 });
  banc.clock.setWall(now + 4 * hour);
  expect(holds(karim)).toMatchObject({ aAppeler: 4, enRetard: 4 });
});

test('counts follow a lot and its taking back, and leave no counter behind', async () => {
  banc.people(4);
  banc.hold(1, karim);
  const { lot } = await banc.run(tous, affecter(lea));
  expect([holds(lea)?.ouverts, holds(karim)?.ouverts, read().sansPersonne]).toEqual([4, 0, 0]);
  await banc.undo(lot);
  expect([holds(lea)?.ouverts, holds(karim)?.ouverts, read().sansPersonne]).toEqual([0, 1, 3]);
  const left = banc.store.persons
    .prepare<[string], number>('SELECT count(*) FROM compteur WHERE cle = ?')
    .pluck()
    .get(cleDesOuverts(lea));
  expect(left).toBe(0);
});

test('somebody held by two, in two lists, counts for both, and the list of each shows her', async () => {
  banc.put(1, { ine: '111111111AA' });
  banc.put(2, { ine: '111111111AA' }, 2);
  banc.project([1, 2]);
  banc.hold(1, karim);
  banc.hold(2, nora, 2);
  expect([holds(karim)?.ouverts, holds(nora)?.ouverts, read().sansPersonne]).toEqual([1, 1, 0]);
  await banc.run(selection(1), affecter(lea));
  expect([holds(lea)?.ouverts, holds(karim)?.ouverts, holds(nora)?.ouverts]).toEqual([1, 0, 0]);
});

/** The list that a link of Équipe opens. */
const listed = (filtres: CandidatFiltres): number => {
  const db = banc.store.persons;
  const instant = new Date(banc.clock.now()).toISOString();
  return countMatches(db, { filtres, recherche: '', now: instant }, 1_000);
};

test('each link shows the people that its figure counts, frozen and closed ones left out', () => {
  banc.people(9);
  for (const n of [1, 2, 3, 4, 5]) banc.hold(n, karim);
  banc.act(2, 'limitation', { active: true });
  banc.act(3, 'opposition', {});
  banc.act(4, 'prochaine-action', plan(at(-3 * hour)));
  banc.act(5, 'prochaine-action', plan(at(-60_000), nora));
  banc.act(6, 'limitation', { active: true });
  banc.act(7, 'prochaine-action', plan(at(3 * hour), nora));
  for (const operateur of [karim, nora, lea]) {
    const counted = holds(operateur);
    expect(listed(suivisDe(operateur))).toBe(counted?.ouverts);
    expect(listed(aAppelerDe(operateur))).toBe(counted?.aAppeler);
    expect(listed(enRetardDe(operateur))).toBe(counted?.enRetard);
  }
  // Hers: whom she holds, and whose plan names her.
  expect(holds(karim)).toMatchObject({ ouverts: 3, aAppeler: 3, enRetard: 2 });
  expect(holds(nora)).toMatchObject({ ouverts: 2, aAppeler: 1, enRetard: 1 });
  expect(read().sansPersonne).toBe(2);
  expect(listed(sansPersonne())).toBe(2);
});

test('whoever this poste was never told of has a row as long as people are hers', async () => {
  banc.people(3);
  const stranger = idOf(4, 77);
  banc.hold(1, stranger);
  expect(holds(stranger)).toEqual({
    ...{ id: stranger, nom: '', actif: false, inconnu: true },
    ...{ ouverts: 1, aAppeler: 1, enRetard: 0 },
  });
  expect(read().sansPersonne).toBe(2);
  expect(listed(suivisDe(stranger))).toBe(1);
  await banc.run({ genre: 'operateur', operateur: stranger }, affecter(lea));
  expect(holds(stranger)).toBeUndefined();
  expect(holds(lea)).toMatchObject({ ouverts: 1 });
});

test('whoever is to be settled is counted, and no longer once it is', async () => {
  banc.people(1);
  banc.hold(1, karim);
  banc.hold(1, nora);
  expect(read().aDepartager).toBe(1);
  await banc.run(selection(1), affecter(nora));
  expect(read().aDepartager).toBe(0);
});

const signIn = (): void => {
  writeLocal(banc.store.persons, 'compte', {
    id: 'c',
    nom: 'CFA',
    role: 'responsable',
    siret: null,
    serveur: null,
    bailJours: null,
  });
  writeLocal(banc.store.persons, 'poste', { id: idOf(6, 2), nom: 'Accueil-2' });
};

test('the postes of the account, this one first; this one alone without a server', () => {
  signIn();
  expect(read().postes).toEqual([{ id: idOf(6, 2), nom: 'Accueil-2', ici: true, revoque: false, vuLe: null }]);
  putFlux(banc.store, 8, 'compte');
  const poste = { cree_le: at(-hour), vu_le: null, revoque: false };
  for (const [n, nom] of [
    [1, 'Accueil-1'],
    [2, 'Accueil-2'],
    [3, 'Atelier'],
  ] as const)
    putLigne(banc.store, {
      id: idOf(6, n),
      flux: fluxId(8),
      type: 'poste',
      corps: { nom, ...poste, revoque: n === 3 },
    });
  expect(read().postes.map(({ nom, ici, revoque }) => [nom, ici, revoque])).toEqual([
    ['Accueil-2', true, false],
    ['Accueil-1', false, false],
    ['Atelier', false, true],
  ]);
});

test('another poste is told as the server told it, this one by its own last exchange', () => {
  signIn();
  putFlux(banc.store, 8, 'compte');
  for (const [n, vu_le] of [
    [1, at(-3 * hour)],
    [2, at(-2 * hour)],
    [3, null],
  ] as const)
    putLigne(banc.store, {
      id: idOf(6, n),
      flux: fluxId(8),
      type: 'poste',
      corps: { nom: `P${n}`, cree_le: at(-hour), vu_le, revoque: false },
    });
  const vus = () => read().postes.map(({ nom, vuLe }) => [nom, vuLe]);
  const others = [
    ['P1', at(-3 * hour)],
    ['P3', null],
  ];
  expect([vus(), read().decalageMs]).toEqual([[['P2', null], ...others], 0]);
  writeLocal(banc.store.persons, 'horloge', { decalageMs: -90_000, serveurLe: at(-60_000), mesureMonotoneMs: 0 });
  expect([vus(), read().decalageMs]).toEqual([[['P2', at(-60_000)], ...others], -90_000]);
});

test('counts are read by their keys, never over the people', () => {
  banc.people(3);
  banc.hold(1, karim);
  const plans = banc.store.persons
    .prepare<[string, string], { detail: string }>(
      'EXPLAIN QUERY PLAN SELECT coalesce(sum(nombre), 0) FROM compteur WHERE cle >= ? AND cle < ?',
    )
    .all('a', 'b');
  expect(plans.map(({ detail }) => detail).join()).toMatch(/SEARCH compteur/);
  for (const column of ['a_appeler_des', 'retard_des']) {
    const [hourly] = banc.store.persons
      .prepare<[string, string], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT affecte_a, count(*) FROM candidat
         WHERE ${column} >= ? AND ${column} <= ? AND affecte_a IS NOT NULL GROUP BY affecte_a`,
      )
      .all('a', 'b');
    expect(hourly?.detail).toContain(`${column}>`);
  }
});
