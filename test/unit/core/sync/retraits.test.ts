import { describe, expect, test } from 'vitest';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import { runCycle } from '../../../../main/core/sync/cycle.ts';
import { readDetail } from '../../../../main/core/sync/detail.ts';
import { success } from '../../../../shared/contract/errors.ts';
import type { FluxEntry, Ordre } from '../../../../shared/contract/sync.ts';
import {
  cycleDeps,
  entry,
  epoque,
  fluxId,
  noSignal,
  operateurRow,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
  writeSaisie,
} from './fixtures.ts';

const serveurLe = new Date(startMs).toISOString();
const liste = (change: Partial<FluxEntry> = {}): FluxEntry => entry(1, { genre: 'relation', ...change });
const ordre = (raison: Ordre['raison']): Ordre => ({ ordre_id: uuidOf(0x0d), flux: fluxId, raison, des_le: serveurLe });

/** A list of two people, one of whom waits for a note to be sent. */
async function hold(store: Store, flux: FluxEntry) {
  const script = scriptedApi([operateurRow(1, 101)]);
  store.writePersons((db) => success(writeLocal(db, 'horloge', { decalageMs: 0, serveurLe, mesureMonotoneMs: 0 })));
  script.setList(success({ epoque, flux: [flux], ordres: [] }));
  await runCycle(cycleDeps(store, script.api), noSignal);
  for (const n of [1, 2])
    store.persons
      .prepare('INSERT INTO dossier_etat (dossier, flux, candidat) VALUES (?, ?, ?)')
      .run(uuidOf(0x50 + n), fluxId, uuidOf(0x60 + n));
  return script;
}

describe('the receipt of a list that left', () => {
  test('says which, why, when, how many people, and what could not be sent', () =>
    withStore(async (store) => {
      const script = await hold(store, liste());
      writeSaisie(store, 0xa1, { sendable: new Date(startMs + 5_000).toISOString() });
      expect(readDetail(store.bulk).retraits).toEqual([]);
      script.setList(success({ epoque, flux: [], ordres: [ordre('purge')] }));
      let left = 0;
      await runCycle({ ...cycleDeps(store, script.api), onRetrait: () => (left += 1) }, noSignal);
      expect(left).toBe(1);
      expect(readDetail(store.bulk)).toMatchObject({
        flux: [],
        retraits: [{ nom: 'relation', raison: 'purge', le: serveurLe, personnes: 2, nonEnvoyees: 1 }],
      });
    }));

  test('is left by the date of a list too, and goes when the list is back', () =>
    withStore(async (store) => {
      const script = await hold(store, liste({ purge_apres: serveurLe }));
      script.setList(success({ epoque, flux: [], ordres: [] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).retraits).toMatchObject([{ raison: 'purge', nonEnvoyees: 0 }]);
      // Named still, for what was done before the end: that brings nobody back.
      script.setList(success({ epoque, flux: [liste({ droits: 'envoi_seul' })], ordres: [] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).retraits).toHaveLength(1);
      script.setList(success({ epoque, flux: [liste()], ordres: [] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).retraits).toEqual([]);
    }));

  test('is not left by what holds nobody: opérateurs, settings', () =>
    withStore(async (store) => {
      const script = await hold(store, entry(1));
      script.setList(success({ epoque, flux: [], ordres: [ordre('fin_de_delegation')] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk)).toMatchObject({ flux: [], retraits: [] });
    }));
});
