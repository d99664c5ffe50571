import { describe, expect, it } from 'vitest';
import { createBridge } from '../../../renderer/bridge.ts';
import { refuseMarkup } from '../../../renderer/page-security.ts';

const answering = (reply: unknown) => createBridge({ invoke: () => Promise.resolve(reply), on: () => () => undefined });

describe('bridge', () => {
  it('gives the parsed value', async () => {
    const value = { version: '1.0.0', electron: '45', plateforme: 'win32' };
    expect(await answering({ ok: true, value }).invoke('systeme:infos', {})).toEqual({ ok: true, value });
  });

  it('gives a refusal as a value with its code', async () => {
    const refused = await answering({ ok: false, error: { code: 'VERROUILLE' } }).invoke('candidats:compteurs', {});
    expect(refused).toEqual({ ok: false, error: { code: 'VERROUILLE' } });
  });

  it.each([
    ['a value of another shape', { ok: true, value: { version: 3 } }],
    ['an unknown code', { ok: false, error: { code: 'NON_PREVU' } }],
    ['nothing', undefined],
  ])('refuses %s', async (_, reply) => {
    expect(await answering(reply).invoke('systeme:infos', {})).toMatchObject({ error: { code: 'REPONSE_INVALIDE' } });
  });

  it('takes a broken call for a core that is down', async () => {
    const bridge = createBridge({ invoke: () => Promise.reject(new Error('gone')), on: () => () => undefined });
    expect(await bridge.invoke('systeme:infos', {})).toMatchObject({ error: { code: 'NOYAU_ARRETE' } });
  });

  it('passes on events that parse and drops the others', () => {
    const listeners: ((payload: unknown) => void)[] = [];
    const heard: unknown[] = [];
    const bridge = createBridge({
      invoke: () => Promise.resolve(null),
      on: (_, listener) => {
        listeners.push(listener);
        return () => {
          listeners.splice(listeners.indexOf(listener), 1);
        };
      },
    });
    const stop = bridge.on('systeme:noyau', (payload) => heard.push(payload));
    for (const payload of [{ etat: 'arrete' }, { etat: 'autre' }, null]) listeners[0]?.(payload);
    expect(heard).toEqual([{ etat: 'arrete' }]);
    stop();
    expect(listeners).toEqual([]);
  });
});

describe('page policy', () => {
  it('lets style text through and refuses anything that could open a tag', () => {
    expect(refuseMarkup('.a > b { color: red }')).toBe('.a > b { color: red }');
    expect(() => refuseMarkup('<img src=x onerror=alert(1)>')).toThrow(TypeError);
    expect(() => refuseMarkup('&lt;b&gt;')).toThrow(TypeError);
  });
});
