import { expect, test } from 'vitest';
import { readCartes } from '../../../../main/core/listes/cartes.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import { runCycle } from '../../../../main/core/sync/cycle.ts';
import { success } from '../../../../shared/contract/errors.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import {
  cycleDeps,
  entry,
  epoque,
  fluxId,
  noSignal,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
} from '../sync/fixtures.ts';

const transmission = (seq: number, numero: number): PullRow => [
  seq,
  'transmission',
  uuidOf(0x500 + numero),
  1,
  null,
  JSON.stringify({
    numero,
    genre: numero === 1 ? 'premiere' : 'mise_a_jour',
    recue_le: '2026-06-08T06:00:00.000Z',
    total: 0,
    ajoutes: 0,
    modifies: 0,
    retires: 0,
  }),
];
const relation = {
  id: uuidOf(0x700),
  responsable: { siret: '11111111111111', nom: 'Responsable' },
  formateur: { siret: '22222222222222', nom: 'Site', ville: null, fuseau: 'Europe/Paris' },
};

/** A server that holds these rows of one relation; `at` is the poste's clock, its drift already measured. */
function exchange(store: Store, rows: PullRow[], at: number, change: { epoque?: string } = {}) {
  const script = scriptedApi(rows);
  const tete = Math.max(0, ...rows.map((row) => row[0]));
  const flux = [entry(tete, { genre: 'relation', relation })];
  script.setList(success({ epoque: change.epoque ?? epoque, flux, ordres: [] }));
  return {
    script,
    run: () =>
      runCycle(
        { ...cycleDeps(store, script.api), clock: { ...cycleDeps(store, script.api).clock, now: () => at } },
        noSignal,
      ),
  };
}
const shown = (store: Store): unknown[] =>
  readCartes(store.persons).cartes.flatMap((carte) =>
    carte.transmissions.map(({ numero, receptionLe }) => [numero, receptionLe]),
  );
const drift = 3_600_000;

test('a transmission is received at the server’s hour of the first proof, and stays so through rebuilds and restores', () =>
  withStore(async (store) => {
    writeLocal(store.persons, 'horloge', {
      decalageMs: drift,
      serveurLe: new Date(startMs).toISOString(),
      mesureMonotoneMs: 0,
    });
    await exchange(store, [transmission(1, 1)], startMs).run();
    const first = [1, new Date(startMs + drift).toISOString()];
    expect(shown(store)).toEqual([first]);
    await exchange(store, [transmission(1, 1), transmission(2, 2)], startMs + 1_000).run();
    const second = [2, new Date(startMs + 1_000 + drift).toISOString()];
    expect(shown(store)).toEqual([second, first]);
    store.bulk.prepare('UPDATE flux SET curseur = 0, generation = 9, reconstruit = 1, verifie_tete = -1').run();
    await exchange(store, [transmission(1, 1), transmission(2, 2)], startMs + 2_000).run();
    expect(shown(store)).toEqual([second, first]);
    await exchange(store, [transmission(1, 1), transmission(2, 2)], startMs + 3_000, { epoque: uuidOf(0xee) }).run();
    expect(shown(store)).toEqual([second, first]);
  }));

test('nothing is received on another verdict than equal', () =>
  withStore(async (store) => {
    for (const verdict of ['different', 'perime', 'inconnu'] as const) {
      const { script, run } = exchange(store, [transmission(1, 1)], startMs);
      script.api.sendReceipts = async (receipts) =>
        success({ resultats: receipts.map(({ flux }) => ({ flux, verdict })) });
      await run();
      expect(shown(store)).toEqual([[1, null]]);
    }
    const { script, run } = exchange(store, [transmission(1, 1)], startMs);
    script.api.sendReceipts = async () => success({ resultats: [{ flux: uuidOf(0x999), verdict: 'egal' }] });
    await run();
    expect(shown(store)).toEqual([[1, null]]);
    expect(readCartes(store.persons).cartes[0]?.flux).toBe(fluxId);
  }));
