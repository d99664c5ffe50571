import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { writeCoreHost } from './core-node.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { distFolder, repositoryFolder } from './repository.ts';

const sources = ['main', 'renderer', 'shared', 'vite.config.ts', 'package-lock.json'];
/** Written by the build; its parts appear together. */
const builtFile = join(distFolder, 'main', 'index.mjs');

/** @returns the instant of the last change below a file or a folder, 0 when it is not there. */
export const newestChange = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  let newest = found.mtimeMs;
  for (const name of await readdir(path)) newest = Math.max(newest, await newestChange(join(path, name)));
  return newest;
};

/** Builds the app when a source is newer than what was built. */
export const ensureFreshBuild = async (runtime: ElectronRuntime, say: (line: string) => void): Promise<void> => {
  const builtAt = await newestChange(builtFile);
  const changes = await Promise.all(sources.map((name) => newestChange(join(repositoryFolder, name))));
  if (builtAt > Math.max(...changes)) {
    await writeCoreHost(distFolder, runtime.coreHost);
    return;
  }
  say('Building the app…');
  await buildApp(runtime);
};
