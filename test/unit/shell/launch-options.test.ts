import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseLaunchOptions } from '../../../main/shell/launch-options.ts';
import { readSmallFile } from '../../../main/shell/read-small-file.ts';

const parse = (switches: Record<string, string>, isPackaged = false) =>
  parseLaunchOptions({ read: (name) => switches[name] ?? '', readFile: readSmallFile, isPackaged });

const fileOf = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-options-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'code.txt');
  writeFileSync(path, text);
  return path;
};

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

  it.each(['bcdf-ghjk', 'BCDF-GHJK\r\n', '\uFEFFBCDF-GHJK\n'])('takes the code from a file that holds %j', (text) => {
    const path = fileOf(text);
    expect(parse({ 'code-fichier': path })).toMatchObject({ ok: true, value: { code: 'BCDF-GHJK' } });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('prefills nothing from a file that is empty or was removed, and prefers the code itself', () => {
    const path = fileOf('');
    expect(parse({ 'code-fichier': path })).toMatchObject({ ok: true, value: { code: null } });
    expect(parse({ 'code-fichier': join(dirname(path), 'absent.txt') })).toMatchObject({ value: { code: null } });
    expect(parse({ 'code-fichier': fileOf('BBBB-CCCC'), code: 'DDDD-FFFF' })).toMatchObject({
      value: { code: 'DDDD-FFFF' },
    });
  });

  it.each(['abc;rm', 'BCDF-GHJK\nBCDF-GHJL', 'x'.repeat(2_000)])('refuses a file that holds %j', (text) => {
    expect(parse({ 'code-fichier': fileOf(text) })).toEqual({ ok: false, option: 'code-fichier' });
  });

  it('refuses a folder in place of the file', () => {
    expect(parse({ 'code-fichier': dirname(fileOf('BCDF-GHJK')) })).toEqual({ ok: false, option: 'code-fichier' });
  });

  it('knows the hot-reload server in development only, and only on the loopback', () => {
    const dev = { 'page-dev': 'http://127.0.0.1:5173' };
    expect(parse(dev)).toMatchObject({ value: { pageDev: 'http://127.0.0.1:5173' } });
    expect(parse(dev, true)).toMatchObject({ value: { pageDev: null } });
    for (const url of ['https://evil.example', 'http://127.0.0.1.evil.example:80', 'http://127.0.0.1:80/x'])
      expect(parse({ 'page-dev': url })).toMatchObject({ value: { pageDev: null } });
  });
});
