import { describe, expect, it } from 'vitest';
import type { CoreEvent } from '../../../main/core/deps.ts';
import { createCoreClient, longestRestartDelayMs, restartDelayMs } from '../../../main/shell/core-client.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { createMemoryCore, type MemoryCore } from '../../support/memory-core.ts';

const config = { dataFolder: '/d', version: '1', serveur: null, codeEnrolement: null, lockAfterMs: 600_000 };
const stopped = { ok: false, error: { code: 'NOYAU_ARRETE' } };

const make = () => {
  const clock = new ManualClock();
  const cores: MemoryCore[] = [];
  const states: string[] = [];
  const events: CoreEvent[] = [];
  const opened: string[] = [];
  const client = createCoreClient({
    launch: () => {
      const core = createMemoryCore();
      cores.push(core);
      return core;
    },
    config,
    host: {
      openExternal: async (url) => {
        if (url.startsWith('http:')) throw new Error('refused');
        opened.push(url);
      },
      pathOfToken: async (token) => (token === 'bon' ? '/choisi' : null),
    },
    clock,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
  });
  const latest = (): MemoryCore => {
    const core = cores.at(-1);
    if (core === undefined) throw new Error('no core was launched');
    return core;
  };
  return { client, clock, cores, latest, states, events, opened };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a supervised core', () => {
  it('gets its configuration first, and calls once it is ready', async () => {
    const { client, latest, states } = make();
    const reply = client.call('session:etat', { a: 1 });
    await settle();
    expect(latest().received).toEqual([{ type: 'start', config }]);
    latest().say({ type: 'ready' });
    await settle();
    expect(latest().received.at(-1)).toEqual({ type: 'call', id: 1, channel: 'session:etat', request: { a: 1 } });
    latest().say({ type: 'reply', id: 1, reply: { ok: true, value: 'x' } });
    expect(await reply).toEqual({ ok: true, value: 'x' });
    expect(states).toEqual(['pret']);
  });

  it('gives each reply to its own call', async () => {
    const { client, latest } = make();
    latest().say({ type: 'ready' });
    const replies = Promise.all([client.call('a', 1), client.call('b', 2)]);
    await settle();
    latest().say({ type: 'reply', id: 2, reply: { ok: true, value: 'second' } });
    latest().say({ type: 'reply', id: 1, reply: { ok: false, error: { code: 'VERROUILLE' } } });
    expect(await replies).toEqual([
      { ok: false, error: { code: 'VERROUILLE' } },
      { ok: true, value: 'second' },
    ]);
  });

  it('refuses what was under way when it dies, and what comes while there is none', async () => {
    const { client, latest, states } = make();
    latest().say({ type: 'ready' });
    const underWay = client.call('a', {});
    await settle();
    latest().die(1);
    expect(await underWay).toEqual(stopped);
    expect(await client.call('b', {})).toEqual(stopped);
    expect(states).toEqual(['pret', 'arrete']);
  });

  it('is started again, later each time, and tells when it is back', async () => {
    const { client, clock, cores, latest, states } = make();
    latest().say({ type: 'ready' });
    latest().die(11);
    await clock.advance(249);
    expect(cores).toHaveLength(1);
    await clock.advance(1);
    expect(cores).toHaveLength(2);
    latest().die(11);
    await clock.advance(250);
    expect(cores).toHaveLength(2);
    await clock.advance(250);
    expect(cores).toHaveLength(3);
    latest().say({ type: 'ready' });
    expect(states).toEqual(['pret', 'arrete', 'arrete', 'revenu']);
    const reply = client.call('a', {});
    await settle();
    latest().say({ type: 'reply', id: 1, reply: { ok: true, value: 1 } });
    expect(await reply).toEqual({ ok: true, value: 1 });
  });

  it('starts the series again after a healthy minute', async () => {
    const { clock, cores, latest } = make();
    for (const delayMs of [250, 500, 1000]) {
      latest().die(1);
      await clock.advance(delayMs);
    }
    expect(cores).toHaveLength(4);
    await clock.advance(60_000);
    latest().die(1);
    await clock.advance(250);
    expect(cores).toHaveLength(5);
  });

  it('is never waited for longer than half a minute', () => {
    expect([0, 1, 2].map(restartDelayMs)).toEqual([250, 500, 1000]);
    expect(restartDelayMs(50)).toBe(longestRestartDelayMs);
  });

  it('asks its host, which may refuse', async () => {
    const { latest, opened } = make();
    latest().say({ type: 'host-call', id: 1, method: 'openExternal', argument: 'https://a' });
    latest().say({ type: 'host-call', id: 2, method: 'openExternal', argument: 'http://b' });
    latest().say({ type: 'host-call', id: 3, method: 'pathOfToken', argument: 'bon' });
    await settle();
    expect(opened).toEqual(['https://a']);
    const replies = latest().received.filter((message) => message.type === 'host-reply');
    expect(replies.sort((left, right) => left.id - right.id)).toEqual([
      { type: 'host-reply', id: 1, ok: true, value: null },
      { type: 'host-reply', id: 2, ok: false, value: null },
      { type: 'host-reply', id: 3, ok: true, value: '/choisi' },
    ]);
  });

  it('is not believed when it says what is not in the protocol', async () => {
    const { client, latest, events } = make();
    latest().say({ type: 'ready' });
    const reply = client.call('a', {});
    await settle();
    latest().say({ type: 'reply', id: 1, reply: { ok: false, error: { code: 'INVENTE' } } });
    latest().say({ type: 'open', url: 'file:///' });
    latest().say({ type: 'event', name: 'session:change', payload: 1 });
    expect(events).toEqual([{ name: 'session:change', payload: 1 }]);
    latest().die(0);
    expect(await reply).toEqual(stopped);
  });

  it('is asked to stop, and is not started again', async () => {
    const { client, clock, cores, latest } = make();
    latest().say({ type: 'ready' });
    const stop = client.stop(4_000);
    expect(latest().received.at(-1)).toEqual({ type: 'stop', boundMs: 4_000 });
    latest().die(0);
    await stop;
    await clock.advance(120_000);
    expect(cores).toHaveLength(1);
    expect(latest().isKilled).toBe(false);
  });

  it('is ended when it does not stop within its bound', async () => {
    const { client, clock, latest } = make();
    latest().say({ type: 'ready' });
    const stop = client.stop(4_000);
    await clock.advance(4_999);
    expect(latest().isKilled).toBe(false);
    await clock.advance(1);
    await stop;
    expect(latest().isKilled).toBe(true);
  });
});
