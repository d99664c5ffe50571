import { describe, expect, it } from 'vitest';
import { createRouter, type HandlerSource, type RouterOptions } from '../../../main/bridge/router.ts';
import { failure, success } from '../../../shared/contract/errors.ts';
import { contract } from '../../../shared/contract/ipc/index.ts';
import { reglagesParDefaut } from '../../../shared/contract/ipc/reglages.ts';

const page = { isMainFrame: true, url: 'app://rappel-cfa/index.html', webContentsId: 1 };
const all = Object.keys(contract);
const defaults = { ...reglagesParDefaut, densite: 'compacte' } as const;

const make = (
  changes: Partial<RouterOptions> = {},
  handle: HandlerSource['handle'] = async () => success(defaults),
) => {
  const calls: { channel: string; request: unknown }[] = [];
  const bugs: string[] = [];
  const router = createRouter({
    sources: [
      {
        name: 'all',
        channels: all,
        handle: (channel, request) => {
          calls.push({ channel, request });
          return handle(channel, request);
        },
      },
    ],
    isTrusted: ({ isMainFrame, url, webContentsId }) =>
      isMainFrame && url.startsWith('app://rappel-cfa/') && webContentsId === 1,
    isDeskOpen: () => true,
    onBug: (channel) => bugs.push(channel),
    ...changes,
  });
  return { router, calls, bugs };
};

describe('the router', () => {
  it('passes a good request on and its good reply back', async () => {
    const { router, calls } = make();
    expect(await router(page, 'reglages:lire', {})).toEqual({ ok: true, value: defaults });
    expect(calls).toEqual([{ channel: 'reglages:lire', request: {} }]);
  });

  it.each([
    { ...page, webContentsId: 2 },
    { ...page, isMainFrame: false },
    { ...page, url: 'https://evil.example/' },
    { ...page, url: '' },
  ])('refuses a foreign sender %o before anything else', async (sender) => {
    const { router, calls } = make();
    expect(await router(sender, 'reglages:lire', {})).toEqual(failure('NON_AUTORISE'));
    expect(await router(sender, 'nothing', {})).toEqual(failure('NON_AUTORISE'));
    expect(calls).toEqual([]);
  });

  it.each([
    'reglages:inconnu',
    'constructor',
    '__proto__',
    'toString',
    '',
    3,
    null,
    undefined,
    { toString: () => 'x' },
  ])('refuses the channel %o', async (channel) => {
    const { router, calls } = make();
    expect(await router(page, channel, {})).toEqual(failure('REQUETE_INVALIDE'));
    expect(calls).toEqual([]);
  });

  it.each([null, undefined, 'x', [], { plus: 1 }])('refuses the request %o', async (request) => {
    const { router, calls } = make();
    expect(await router(page, 'reglages:lire', request)).toEqual(failure('REQUETE_INVALIDE'));
    expect(calls).toEqual([]);
  });

  it('refuses all but the session while the desk is locked', async () => {
    const { router, calls } = make({ isDeskOpen: () => false });
    for (const channel of all.filter(
      (name) => !name.startsWith('session:') && name !== 'systeme:infos' && name !== 'systeme:quitter',
    ))
      expect(await router(page, channel, {})).toEqual(failure('VERROUILLE'));
    expect(calls).toEqual([]);
    await router(page, 'session:etat', {});
    expect(calls).toHaveLength(1);
  });

  it('keeps a reply that does not fit its schema from the page', async () => {
    const { router, bugs } = make({}, async () => success({ apparence: 'fluo' }));
    expect(await router(page, 'reglages:lire', {})).toEqual(failure('ERREUR_INTERNE'));
    expect(bugs).toEqual(['reglages:lire']);
  });

  it('drops from a reply what the schema does not name', async () => {
    const infos = { version: '1', electron: '45', plateforme: 'linux' };
    const { router } = make({}, async () => success({ ...infos, chemin: '/home/lea' }));
    expect(await router(page, 'systeme:infos', {})).toEqual({ ok: true, value: infos });
  });

  it('hands a failure on by its code', async () => {
    const { router } = make({}, async () => failure('HORS_LIGNE', { depuis: 3 }));
    expect(await router(page, 'reglages:lire', {})).toEqual(failure('HORS_LIGNE', { depuis: 3 }));
  });

  it('turns a bug into a code without its message', async () => {
    const { router, bugs } = make({}, () => Promise.reject(new Error('Maëlys')));
    expect(await router(page, 'reglages:lire', {})).toEqual(failure('ERREUR_INTERNE'));
    expect(bugs).toEqual(['reglages:lire']);
  });
});

describe('the router is not made', () => {
  const source = (name: string, channels: string[]): HandlerSource => ({
    name,
    channels,
    handle: async () => success({}),
  });

  it('when a channel has no handler', () => {
    expect(() => make({ sources: [source('a', all.slice(1))] })).toThrow(/has no handler/);
  });

  it('when a channel has two handlers', () => {
    expect(() => make({ sources: [source('a', all), source('b', all.slice(0, 1))] })).toThrow(/two handlers: a and b/);
  });

  it('when a handler answers a channel that does not exist', () => {
    expect(() => make({ sources: [source('a', [...all, 'sql:run'])] })).toThrow(/does not know/);
  });
});
