import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSideFile } from '../../../main/shell/side-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-side-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps a text, whole, and leaves nothing beside it', async () => {
  const bugs: unknown[] = [];
  const side = createSideFile(join(folder, 'a.json'), (error) => bugs.push(error));
  expect(side.read()).toBeNull();
  side.write('un');
  side.write('deux');
  expect(side.read()).toBe('deux');
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('deux');
  expect(await readdir(folder)).toEqual(['a.json']);
  expect(bugs).toEqual([]);
});

it('throws neither when it cannot be read nor when it cannot be written: it is told', async () => {
  const file = join(folder, 'a.json');
  // A folder in its place refuses both, for root as well.
  await mkdir(file);
  const bugs: unknown[] = [];
  const side = createSideFile(file, (error) => bugs.push(error));
  expect(side.read()).toBeNull();
  side.write('un');
  expect(bugs).toHaveLength(2);
});
