import { describe, expect, it } from 'vitest';
import { parseLaunchOptions } from '../../../main/shell/launch-options.ts';

const parse = (switches: Record<string, string>, isPackaged = false) =>
  parseLaunchOptions((name) => switches[name] ?? '', isPackaged);

describe('the command line of the app', () => {
  it('needs nothing', () => {
    expect(parse({})).toEqual({ ok: true, value: { serveur: null, code: null, pageDev: null } });
  });

  it('takes a server and an enrolment code', () => {
    expect(parse({ serveur: 'https://sync.cfa.example/', code: 'bcdf-ghjk' })).toEqual({
      ok: true,
      value: { serveur: 'https://sync.cfa.example', code: 'BCDF-GHJK', pageDev: null },
    });
  });

  it('refuses a server in clear and a code that is none', () => {
    expect(parse({ serveur: 'http://sync.cfa.example' })).toEqual({ ok: false, option: 'serveur' });
    expect(parse({ code: 'abc;rm' })).toEqual({ ok: false, option: 'code' });
  });

  it('knows the hot-reload server in development only, and only on the loopback', () => {
    const dev = { 'page-dev': 'http://127.0.0.1:5173' };
    expect(parse(dev)).toMatchObject({ value: { pageDev: 'http://127.0.0.1:5173' } });
    expect(parse(dev, true)).toMatchObject({ value: { pageDev: null } });
    for (const url of ['https://evil.example', 'http://127.0.0.1.evil.example:80', 'http://127.0.0.1:80/x'])
      expect(parse({ 'page-dev': url })).toMatchObject({ value: { pageDev: null } });
  });
});
