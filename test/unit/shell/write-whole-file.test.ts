import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWholeFile } from '../../../main/shell/write-whole-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const content = new TextEncoder().encode('whole');

test('a file is replaced at once and nothing stays beside it', async () => {
  const path = join(folder, 'feuille.pdf');
  await writeFile(path, 'the one before');
  await writeWholeFile(path, content);
  expect(await readFile(path, 'utf8')).toBe('whole');
  expect(await readdir(folder)).toEqual(['feuille.pdf']);
});

test('a place that cannot be taken leaves what was there and nothing beside it', async () => {
  const path = join(folder, 'feuille.pdf');
  await mkdir(join(path, 'occupied'), { recursive: true });
  await expect(writeWholeFile(path, content)).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['feuille.pdf']);
});
