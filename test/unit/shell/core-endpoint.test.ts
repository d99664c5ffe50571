import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Core, CoreDeps, CoreEvent, Host } from '../../../main/core/deps.ts';
import { serveCore } from '../../../main/shell/core-endpoint.ts';
import type { MessageFromCore, MessageToCore } from '../../../main/shell/core-messages.ts';
import { success } from '../../../shared/contract/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const config = { dataFolder: '/d', version: '1', serveur: null, codeEnrolement: null, lockAfterMs: 1 };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const make = (changes: Partial<Core> = {}, start: (deps: CoreDeps) => Promise<void> = async () => undefined) => {
  const said: MessageFromCore[] = [];
  const bugs: unknown[] = [];
  const exits: number[] = [];
  const signals: string[] = [];
  const hosts: Host[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let emit: (event: CoreEvent) => void = () => undefined;
  const core: Core = {
    handle: async (channel, request) => success({ channel, request }),
    onEvent: (listener) => {
      emit = listener;
      return () => undefined;
    },
    signal: async (signal) => void signals.push(signal),
    stop: async () => undefined,
    ...changes,
  };
  const absent = () => Promise.reject(new Error('no keychain here'));
  serveCore({
    port: {
      post: (message) => said.push(message),
      onMessage: (listener) => {
        hear = listener;
      },
    },
    makeDeps: ({ dataFolder, ...rest }, host) => {
      hosts.push(host);
      return {
        dataFolder,
        fetch: () => Promise.reject(new Error('no network here')),
        clock: new ManualClock(),
        random: { uuid: () => '', bytes: () => new Uint8Array(), fraction: () => 0 },
        keychain: { read: absent, write: absent, remove: absent },
        host,
        config: rest,
      };
    },
    startCore: async (deps) => {
      await start(deps);
      return core;
    },
    exit: (code) => exits.push(code),
    onBug: (error) => bugs.push(error),
  });
  const tell = async (message: MessageToCore | Record<string, unknown>): Promise<void> => {
    hear(message);
    await settle();
  };
  return { said, bugs, exits, signals, hosts, tell, emit: (event: CoreEvent) => emit(event) };
};

it('starts, answers, forwards events and signals, and stops', async () => {
  const { said, exits, signals, tell, emit } = make();
  await tell({ type: 'start', config });
  await tell({ type: 'call', id: 7, channel: 'a:b', request: 1 });
  emit({ name: 'e', payload: 2 });
  await tell({ type: 'signal', signal: 'veille' });
  await tell({ type: 'stop', boundMs: 10 });
  expect(said).toEqual([
    { type: 'ready' },
    { type: 'reply', id: 7, reply: { ok: true, value: { channel: 'a:b', request: 1 } } },
    { type: 'event', name: 'e', payload: 2 },
    { type: 'stopped' },
  ]);
  expect(signals).toEqual(['veille']);
  expect(exits).toEqual([0]);
});

it('a bug in one request is one failed reply', async () => {
  const { said, bugs, exits, tell } = make({ handle: () => Promise.reject(new Error('bug')) });
  await tell({ type: 'start', config });
  await tell({ type: 'call', id: 1, channel: 'a:b', request: 1 });
  expect(said.at(-1)).toEqual({ type: 'reply', id: 1, reply: { ok: false, error: { code: 'ERREUR_INTERNE' } } });
  expect(bugs).toHaveLength(1);
  expect(exits).toEqual([]);
});

it('runs a step of the self-check, and none before it has started', async () => {
  const { said, tell } = make();
  await tell({ type: 'self-check', id: 1, step: 'trousseau' });
  expect(said).toEqual([]);
  const folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-endpoint-'));
  await tell({ type: 'start', config: { ...config, dataFolder: folder } });
  await tell({ type: 'self-check', id: 2, step: 'autre' });
  await tell({ type: 'self-check', id: 3, step: 'trousseau' });
  const absent = { type: 'reply', id: 3, reply: { ok: true, value: { trousseau: 'absent' } } };
  await expect.poll(() => said).toEqual([{ type: 'ready' }, absent]);
  await rm(folder, { recursive: true });
});

it('a core that cannot start ends its process', async () => {
  const { said, exits, tell } = make({}, () => Promise.reject(new Error('bug')));
  await tell({ type: 'start', config });
  expect(said).toEqual([]);
  expect(exits).toEqual([1]);
});

it('asks the shell for what it may not do itself', async () => {
  const { said, hosts, tell } = make();
  await tell({ type: 'start', config });
  const path = hosts[0]?.pathOfToken('jeton');
  const refused = expect(hosts[0]?.openExternal('https://a')).rejects.toThrow();
  expect(said.slice(1)).toEqual([
    { type: 'host-call', id: 1, method: 'pathOfToken', argument: 'jeton' },
    { type: 'host-call', id: 2, method: 'openExternal', argument: 'https://a' },
  ]);
  await tell({ type: 'host-reply', id: 2, ok: false, value: null });
  await tell({ type: 'host-reply', id: 1, ok: true, value: '/choisi' });
  expect(await path).toBe('/choisi');
  await refused;
});

it('hears nothing that is not in the protocol, and no call before its start', async () => {
  const { said, bugs, exits, tell } = make();
  await tell({ type: 'call', id: 1, channel: 'a:b', request: 1 });
  await tell({ type: 'eval', code: '1' });
  await tell({ type: 'stop' });
  expect({ said, bugs, exits }).toEqual({ said: [], bugs: [], exits: [] });
});
