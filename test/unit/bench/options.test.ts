import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOptions } from '../../bench/options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-bench-options-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = ['envoi', 'listes'];
const sentenceOf = (...args: string[]): string => {
  const read = readOptions(args, names);
  return read.ok ? '' : read.sentence;
};

test('all parts in full, figures shown only, unless told otherwise', () => {
  expect(readOptions([], names)).toEqual({
    ok: true,
    options: { json: null, report: null, only: null, quick: false, from: null },
  });
});

test('one part, quickly, into a file', () => {
  const json = join(folder, 'figures.json');
  expect(readOptions(['--json', json, '--seul', 'listes', '--rapide'], names)).toEqual({
    ok: true,
    options: { json, report: null, only: 'listes', quick: true, from: null },
  });
  expect(existsSync(json)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a part that does not exist is refused with the names of those that do', () => {
  expect(sentenceOf('--seul', 'lites')).toBe('No part is called lites. After --seul, name one of: envoi, listes.');
});

test('a file that cannot be written is refused before anything runs', () => {
  expect(sentenceOf('--json', join(folder, 'absent', 'figures.json'))).toContain('cannot be written');
  expect(sentenceOf('--rapport', join(folder, 'absent', 'page.md'))).toContain('cannot be written');
});

test('what a rename would replace is refused, and left as it is', () => {
  const real = join(folder, 'real.json');
  const link = join(folder, 'link.json');
  writeFileSync(real, 'earlier');
  symlinkSync(real, link);
  for (const file of [link, folder, devNull]) {
    expect(sentenceOf('--json', file)).toContain('is not an ordinary file');
    expect(sentenceOf('--rapport', file)).toContain('is not an ordinary file');
  }
  expect(sentenceOf('--json', real)).toBe('');
  expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json']);
});

test('what is not an option is refused', () => {
  expect(sentenceOf('--vite')).toContain('not an option');
  expect(sentenceOf('listes')).toContain('not an option');
});

test('a page is made of a full run, or of the file that one left', () => {
  const page = join(folder, 'page.md');
  expect(sentenceOf('--rapport', page, '--seul', 'listes')).toContain('full run');
  expect(sentenceOf('--rapport', page, '--rapide')).toContain('full run');
  expect(sentenceOf('--depuis', 'figures.json')).toContain('--rapport');
  expect(sentenceOf('--depuis', 'figures.json', '--rapport', page, '--seul', 'listes')).toContain('--rapport');
  expect(readOptions(['--depuis', 'figures.json', '--rapport', page], names).ok).toBe(true);
});
