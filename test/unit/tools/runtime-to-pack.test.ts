import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withoutLauncher } from '../../../tools/runtime-to-pack.ts';

let work = '';
let runtime = '';
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'rappel-cfa-runtime-'));
  runtime = join(work, 'electron');
  await mkdir(join(runtime, 'resources', 'inspector'), { recursive: true });
  await mkdir(join(runtime, 'locales'));
  await writeFile(join(runtime, 'electron'), 'binary');
  await writeFile(join(runtime, 'locales', 'fr.pak'), 'words');
  await writeFile(join(runtime, 'resources', 'inspector', 'app'), 'a file of that name elsewhere');
});
afterEach(() => rm(work, { recursive: true, force: true }));

it('an official runtime is packed as it lies', async () => {
  expect(await withoutLauncher(runtime, join(work, 'copy'))).toBe(runtime);
  expect(await readdir(work)).toEqual(['electron']);
});

it('the launcher of a development runtime stays where it is, and only it', async () => {
  await mkdir(join(runtime, 'resources', 'app'));
  await writeFile(join(runtime, 'resources', 'app', 'main.mjs'), '');
  const copy = await withoutLauncher(runtime, join(work, 'copy'));
  expect(copy).toBe(join(work, 'copy'));
  expect((await readdir(copy, { recursive: true })).sort()).toEqual([
    'electron',
    'locales',
    'locales/fr.pak',
    'resources',
    'resources/inspector',
    'resources/inspector/app',
  ]);
  expect(await readFile(join(copy, 'electron'), 'utf8')).toBe('binary');
  expect(await readdir(join(runtime, 'resources', 'app'))).toEqual(['main.mjs']);
});
