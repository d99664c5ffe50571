import { describe, expect, test } from 'vitest';
import type { Store } from '../../../../main/core/store/store.ts';
import { createSyncApi } from '../../../../main/core/sync/api.ts';
import { runCycle } from '../../../../main/core/sync/cycle.ts';
import { sendTraces } from '../../../../main/core/traces/send.ts';
import { noteTrace, type Trace } from '../../../../main/core/traces/traces.ts';
import { type ErrorCode, failure, success } from '../../../../shared/contract/errors.ts';
import { tracesRequest } from '../../../../shared/contract/sync.ts';
import {
  cycleDeps,
  epoque,
  fluxId,
  noSignal,
  operateurRow,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
} from '../sync/fixtures.ts';

const trace = (n: number, change: Partial<Trace> = {}): Trace => ({
  id: uuidOf(n),
  genre: 'export',
  format: 'excel-xlsx',
  portee: 'flux',
  nombre: 12,
  flux: [fluxId],
  operateur: null,
  fait_le: new Date(startMs).toISOString(),
  ...change,
});
const note = (store: Store, ...traces: Trace[]): void =>
  store.write(store.persons, () => {
    for (const one of traces) noteTrace(store.persons, one);
  });
const kept = (store: Store): unknown[] =>
  store.persons.prepare<[], [string, number]>('SELECT id, recue FROM trace ORDER BY rang').raw().all();

/** A server that takes what it is asked to; what it was sent is parsed as it would. */
function server(answer: (traces: readonly Trace[]) => readonly string[] = (traces) => traces.map(({ id }) => id)) {
  const seen: Trace[][] = [];
  const sendTracesHere = async (traces: readonly Trace[]) => {
    const { traces: parsed } = tracesRequest.parse({ traces });
    seen.push(parsed);
    return success({ recues: [...answer(parsed)] });
  };
  return { seen, api: { sendTraces: sendTracesHere } };
}
const clock = { now: () => startMs, monotonic: () => 0, sleep: async () => undefined };

describe('the audit lines of exports and prints', () => {
  test('name the lists that a line holds, and none that only this poste has', () =>
    withStore(async (store) => {
      const flux = Array.from({ length: 201 }, (_, n) => uuidOf(n + 1));
      note(store, trace(1, { flux: [`local:${uuidOf(300)}`, ...flux] }));
      const { seen, api } = server();
      expect(await sendTraces({ store, api, clock }, noSignal)).toEqual(success(null));
      expect(seen).toMatchObject([[{ flux: flux.slice(0, 200) }]]);
    }));

  test('leave in order, two hundred at most at a time, once', () =>
    withStore(async (store) => {
      note(store, ...Array.from({ length: 450 }, (_, n) => trace(n + 1)));
      const { seen, api } = server();
      expect(await sendTraces({ store, api, clock }, noSignal)).toEqual(success(null));
      expect(seen.map((batch) => batch.length)).toEqual([200, 200, 50]);
      expect(seen.flat().map(({ id }) => id)).toEqual(Array.from({ length: 450 }, (_, n) => uuidOf(n + 1)));
      await sendTraces({ store, api, clock }, noSignal);
      expect(seen).toHaveLength(3);
    }));

  test('are cut by weight, and a heavy one still leaves', () =>
    withStore(async (store) => {
      const heavy = { flux: Array.from({ length: 200 }, (_, n) => uuidOf(0x1000 + n)) };
      note(store, ...Array.from({ length: 60 }, (_, n) => trace(n + 1, heavy)));
      const { seen, api } = server();
      await sendTraces({ store, api, clock }, noSignal);
      expect(seen.flat()).toHaveLength(60);
      expect(seen.length).toBeGreaterThan(1);
      for (const batch of seen) expect(Buffer.byteLength(JSON.stringify({ traces: batch }))).toBeLessThan(300 * 1024);
    }));

  test('are received only when the server names them, and only among those that were sent', () =>
    withStore(async (store) => {
      note(store, trace(1), trace(2));
      const { api } = server(() => [uuidOf(2), uuidOf(3)]);
      await sendTraces({ store, api, clock }, noSignal);
      note(store, trace(3));
      expect(kept(store)).toEqual([
        [uuidOf(1), 0],
        [uuidOf(2), 1],
        [uuidOf(3), 0],
      ]);
    }));

  test('never name a list imported by hand', () =>
    withStore(async (store) => {
      note(store, trace(1, { flux: [`local:${fluxId}`, fluxId] }));
      // As another version might have left it.
      const corps = JSON.stringify(trace(2, { flux: [`local:${fluxId}`] }));
      store.persons.prepare('INSERT INTO trace (id, corps) VALUES (?, ?)').run(uuidOf(2), corps);
      const { seen, api } = server();
      await sendTraces({ store, api, clock }, noSignal);
      expect(seen.flat().map(({ flux }) => flux)).toEqual([[fluxId], []]);
    }));

  test('that no version can read stay, and hold nobody back', () =>
    withStore(async (store) => {
      const insert = store.persons.prepare('INSERT INTO trace (id, corps) VALUES (?, ?)');
      for (let n = 1; n <= 200; n += 1) insert.run(uuidOf(n), JSON.stringify({ genre: 'hologramme' }));
      note(store, trace(201));
      const { seen, api } = server();
      await sendTraces({ store, api, clock }, noSignal);
      expect(seen.flat().map(({ id }) => id)).toEqual([uuidOf(201)]);
    }));

  test('are forgotten thirty days after, once received; never before', () =>
    withStore(async (store) => {
      const old = new Date(startMs - 31 * 86_400_000).toISOString();
      note(store, trace(1, { fait_le: old }), trace(2), trace(3, { fait_le: old }));
      const { api } = server(() => [uuidOf(1), uuidOf(2)]);
      await sendTraces({ store, api, clock }, noSignal);
      expect(kept(store)).toEqual([
        [uuidOf(2), 1],
        [uuidOf(3), 0],
      ]);
    }));
});

describe('in an exchange', () => {
  test.each<ErrorCode>(['INTROUVABLE', 'VERSION_TROP_ANCIENNE', 'OCCUPE', 'TROP_VOLUMINEUX', 'HORS_LIGNE'])(
    'a server that answers %s keeps them here and stops nothing; they leave at the next one',
    (code) =>
      withStore(async (store) => {
        note(store, trace(1));
        const script = scriptedApi([operateurRow(1, 101)]);
        script.api.sendTraces = async () => failure(code);
        expect(await runCycle(cycleDeps(store, script.api), noSignal)).toEqual(success({ received: 1, sent: 0 }));
        expect(kept(store)).toEqual([[uuidOf(1), 0]]);
        const { seen, api } = server();
        script.api.sendTraces = api.sendTraces;
        await runCycle(cycleDeps(store, script.api), noSignal);
        expect(seen).toEqual([[trace(1)]]);
        expect(kept(store)).toEqual([[uuidOf(1), 1]]);
      }),
  );

  test('none waiting asks nothing', () =>
    withStore(async (store) => {
      const { seen, api } = server();
      const script = scriptedApi([operateurRow(1, 101)]);
      script.api.sendTraces = api.sendTraces;
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(seen).toEqual([]);
    }));

  test('a restored server is offered again what it may have lost', () =>
    withStore(async (store) => {
      note(store, trace(1));
      const { seen, api } = server();
      for (const restored of [epoque, uuidOf(0xee), uuidOf(0xee)]) {
        const script = scriptedApi([operateurRow(1, 101)], { epoque: restored });
        script.api.sendTraces = api.sendTraces;
        await runCycle(cycleDeps(store, script.api), noSignal);
      }
      expect(seen).toEqual([[trace(1)], [trace(1)]]);
    }));

  test('over HTTP: what leaves is the contract, what comes back is parsed, an older server is a code', async () => {
    const asked: { path: string; body: unknown }[] = [];
    const answering = (status: number, body: unknown) =>
      createSyncApi(async (path, init) => {
        asked.push({ path, body: JSON.parse(String(init?.body)) });
        return success(new Response(JSON.stringify(body), { status }));
      });
    const one = trace(1);
    expect(await answering(200, { recues: [one.id] }).sendTraces([one], noSignal)).toEqual(
      success({ recues: [one.id] }),
    );
    expect(asked).toEqual([{ path: '/v1/traces', body: { traces: [one] } }]);
    expect(await answering(200, { recues: 'toutes' }).sendTraces([one], noSignal)).toEqual(failure('REPONSE_INVALIDE'));
    expect(await answering(404, {}).sendTraces([one], noSignal)).toEqual(failure('INTROUVABLE'));
    expect(await answering(426, {}).sendTraces([one], noSignal)).toEqual(failure('VERSION_TROP_ANCIENNE'));
  });
});
