import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ToolFailure } from '../../../tools/failure.ts';
import { readFigures } from '../../bench/figures.ts';
import type { BenchResult } from '../../bench/result.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-bench-figures-'));
  file = join(folder, 'figures.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = ['envoi', 'listes'];
const whole: BenchResult = {
  form: 'full',
  startedAt: '2026-06-08T06:00:00.000Z',
  seconds: 61.4,
  machine: {
    cpu: 'A processor',
    cores: 2,
    memoryMB: 2048,
    os: 'Linux 6',
    node: '24.21.0',
    sqlite: '3.53.4',
    electron: null,
    commit: null,
  },
  parts: names.map((name) => ({ name, seconds: 1, figures: [], ratios: [], notes: [] })),
  refused: [],
};

/** The sentence it is refused with; a bug would come through as it is. */
const sentenceOf = (content: string | null): string => {
  if (content !== null) writeFileSync(file, content);
  try {
    readFigures(file, names);
  } catch (error) {
    if (error instanceof ToolFailure) return error.message;
    throw error;
  }
  return '';
};

test('a whole run is taken as it is', () => {
  writeFileSync(file, JSON.stringify(whole));
  expect(readFigures(file, names)).toEqual(whole);
});

test('a file that is not there, or holds no figures, is refused with a sentence', () => {
  expect(sentenceOf(null)).toContain('cannot be read as figures');
  expect(sentenceOf('{"form":')).toContain('cannot be read as figures');
  expect(sentenceOf('{"form":"full"}')).toContain('cannot be read as figures');
});

test('the quick form is refused', () => {
  expect(sentenceOf(JSON.stringify({ ...whole, form: 'quick' }))).toContain('quick form');
});

test('a run where a part was refused or left out is refused with its name', () => {
  const one = whole.parts.filter(({ name }) => name === 'envoi');
  expect(sentenceOf(JSON.stringify({ ...whole, parts: one }))).toContain('no figure for listes:');
  const refused = [{ name: 'listes', reason: 'no peers' }];
  expect(sentenceOf(JSON.stringify({ ...whole, parts: one, refused }))).toContain('no figure for listes:');
  expect(sentenceOf(JSON.stringify({ ...whole, refused }))).toContain('no figure for listes:');
});
