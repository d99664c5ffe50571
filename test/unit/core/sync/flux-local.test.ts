import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../main/core/store/store.ts';
import { runCycle } from '../../../../main/core/sync/cycle.ts';
import { readDetail } from '../../../../main/core/sync/detail.ts';
import { listEveryFlux, startRebuild, writeFluxList } from '../../../../main/core/sync/mirror.ts';
import { expiredFlux, pendingOrders } from '../../../../main/core/sync/orders.ts';
import {
  countOutbox,
  makeAllSendable,
  nextBatch,
  nextDue,
  reofferAccepted,
} from '../../../../main/core/sync/outbox.ts';
import { success } from '../../../../shared/contract/errors.ts';
import {
  cycleDeps,
  entry,
  noSignal,
  operateurRow,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
  writeSaisie,
} from './fixtures.ts';

/** A list imported by hand is no part of the exchange: each rule of it that must leave such a flux alone. */
const local = `local:${uuidOf(0x77)}`;
const later = new Date(startMs + 3_600_000).toISOString();

function putLocal(store: Store, change: { droits?: string; purge?: string } = {}): void {
  store.persons
    .prepare(
      `INSERT INTO flux (id, genre, nom, entree, campagne, droits, purge_apres, tete, curseur, indisponible)
       VALUES (?, 'relation', 'Ma liste', '{}', 2026, ?, ?, 3, 3, 0)`,
    )
    .run(local, change.droits ?? 'complets', change.purge ?? null);
}

/** An acte of the local list, and one of the server's flux. */
function putActes(store: Store): { mine: string; theirs: string } {
  const mine = writeSaisie(store, 0xa1);
  store.persons.prepare('UPDATE saisie SET flux = ? WHERE acte = ?').run(local, mine);
  return { mine, theirs: writeSaisie(store, 0xa2) };
}

const localRow = (store: Store) => listEveryFlux(store.persons).find(({ id }) => id === local);

describe('a list imported by hand', () => {
  it('is not marked unavailable by a list of flux that cannot name it', () =>
    withStore((store) => {
      putLocal(store);
      store.writePersons((db) => success(writeFluxList(db, [entry(0)])));
      store.writePersons((db) => success(writeFluxList(db, [])));
      expect(listEveryFlux(store.persons).map(({ id, indisponible }) => [id === local, indisponible])).toEqual([
        [false, 1],
        [true, 0],
      ]);
    }));

  it('is never pulled, proved nor rebuilt, also when the server was restored', () =>
    withStore(async (store) => {
      putLocal(store);
      store.persons.prepare('UPDATE flux SET tete = 9').run();
      const asked: string[] = [];
      const first = scriptedApi([operateurRow(1, 0x31)]);
      const { pull } = first.api;
      first.api.pull = (flux, after, signal) => {
        asked.push(flux);
        return pull(flux, after, signal);
      };
      expect((await runCycle(cycleDeps(store, first.api), noSignal)).ok).toBe(true);
      const restored = scriptedApi([operateurRow(1, 0x31)], { epoque: uuidOf(0xee) });
      expect((await runCycle(cycleDeps(store, restored.api), noSignal)).ok).toBe(true);
      expect(
        [...asked, ...first.seen.receipts, ...restored.seen.receipts].map((one) => JSON.stringify(one)).join(),
      ).not.toContain('local:');
      expect(localRow(store)).toMatchObject({ curseur: 3, tete: 9, generation: 0, reconstruit: 0, indisponible: 0 });
    }));

  it('refuses a rebuild asked by its name', () =>
    withStore((store) => {
      putLocal(store);
      store.writePersons((db) => success(startRebuild(db, local)));
      expect(localRow(store)).toMatchObject({ curseur: 3, reconstruit: 0, generation: 0 });
    }));

  it('has actes that never leave, and that no schedule waits for', () =>
    withStore((store) => {
      putLocal(store);
      const { mine, theirs } = putActes(store);
      store.writePersons((db) => success(makeAllSendable(db, later)));
      expect(nextBatch(store.persons, later, 500).map(({ acte }) => acte)).toEqual([theirs]);
      expect(nextDue(store.persons, later)).toBe(later);
      store.persons.prepare('DELETE FROM saisie WHERE acte = ?').run(theirs);
      expect(nextBatch(store.persons, later, 500)).toEqual([]);
      expect(nextDue(store.persons, later)).toBeNull();
      expect(store.persons.prepare('SELECT etat FROM saisie WHERE acte = ?').get(mine)).toEqual({ etat: 'a_envoyer' });
    }));

  it('counts none of them as to be sent, nor shows them as waiting', () =>
    withStore((store) => {
      putLocal(store);
      const { theirs } = putActes(store);
      expect(countOutbox(store.persons)).toEqual({ a_envoyer: 1, en_vol: 0, a_revoir: 0 });
      const detail = readDetail(store.persons);
      expect(detail.attente.map(({ acte }) => acte)).toEqual([theirs]);
      expect(detail.attenteTotal).toBe(1);
      expect(detail.flux.map(({ flux }) => flux)).toEqual([local]);
    }));

  it('counts them by two indexes, without reading an acte', () =>
    withStore((store) => {
      const plan = store.persons
        .prepare<[], { detail: string }>(
          "EXPLAIN QUERY PLAN SELECT count(*) FROM saisie WHERE etat = 'a_envoyer' AND substr(flux, 1, 6) = 'local:'",
        )
        .all();
      expect(plan.map(({ detail }) => detail).join()).toMatch(/USING (COVERING )?INDEX saisie_locale/);
    }));

  it('offers none again after a restore of the server', () =>
    withStore((store) => {
      putLocal(store);
      const { mine, theirs } = putActes(store);
      store.persons.prepare("UPDATE saisie SET etat = 'accepte'").run();
      store.writePersons((db) => success(reofferAccepted(db, null)));
      expect(store.persons.prepare('SELECT acte, etat FROM saisie ORDER BY acte').all()).toEqual([
        { acte: mine, etat: 'accepte' },
        { acte: theirs, etat: 'a_envoyer' },
      ]);
    }));

  it('is emptied by no order and no date', () =>
    withStore((store) => {
      putLocal(store, { purge: new Date(startMs - 1).toISOString() });
      store.persons
        .prepare("INSERT INTO ordre (id, flux, raison, des_le) VALUES ('o', ?, 'purge', ?)")
        .run(local, new Date(startMs - 1).toISOString());
      expect(expiredFlux(store.persons, later)).toEqual([]);
      expect(pendingOrders(store.persons, later)).toEqual([]);
    }));
});
