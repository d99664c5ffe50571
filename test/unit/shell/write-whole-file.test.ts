import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWholeFiles, type WholeFiles } from '../../../main/shell/write-whole-file.ts';

let folder: string;
let note: string;
let target: string;
let files: WholeFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-write-'));
  target = join(folder, 'choisi');
  await mkdir(target);
  note = join(folder, 'note');
  files = createWholeFiles(note);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const content = new TextEncoder().encode('whole');
const everything = async (): Promise<string[]> => [...(await readdir(folder)), ...(await readdir(target))];

test('a file is replaced at once and nothing stays beside it', async () => {
  const path = join(target, 'feuille.pdf');
  await writeFile(path, 'the one before');
  await files.write(path, content);
  expect(await readFile(path, 'utf8')).toBe('whole');
  expect(await everything()).toEqual(['choisi', 'feuille.pdf']);
});

test('a place that cannot be taken leaves what was there and nothing beside it', async () => {
  const path = join(target, 'feuille.pdf');
  await mkdir(join(path, 'occupied'), { recursive: true });
  await expect(files.write(path, content)).rejects.toThrow();
  expect(await everything()).toEqual(['choisi', 'feuille.pdf']);
});

test('what a killed write left is removed at the next start', async () => {
  const part = join(target, 'feuille.pdf.part');
  await writeFile(part, 'half');
  await writeFile(note, part);
  await files.removeLeftover();
  expect(await everything()).toEqual(['choisi']);
  await files.removeLeftover();
  expect(await everything()).toEqual(['choisi']);
});

test('a note that names anything else removes nothing but itself', async () => {
  for (const name of ['rappel.db', 'feuille.pdf']) {
    const other = join(target, name);
    await writeFile(other, 'kept');
    await writeFile(note, other);
    await files.removeLeftover();
    expect(await readFile(other, 'utf8')).toBe('kept');
  }
  expect(await everything()).toEqual(['choisi', 'feuille.pdf', 'rappel.db']);
});
