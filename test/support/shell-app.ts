import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeCoreHost } from '../../tools/core-node.ts';
import { distFolder } from '../../tools/repository.ts';

const support = fileURLToPath(new URL('.', import.meta.url));

export interface ShellApp {
  folder: string;
  remove(): Promise<void>;
}

/** The built shell with a page and a core of the tests: what is under test is main/shell and main/bridge alone. */
export const makeShellApp = async (coreHost: 'node' | 'utility'): Promise<ShellApp> => {
  const folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-shell-'));
  const dist = join(folder, 'dist');
  await mkdir(dist);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'shell-under-test', version: '0.0.1', type: 'module', main: 'dist/main/index.mjs' }),
  );
  for (const name of ['main', 'preload']) await cp(join(distFolder, name), join(dist, name), { recursive: true });
  await cp(join(support, 'shell-page'), join(dist, 'renderer'), { recursive: true });
  await mkdir(join(dist, 'core'));
  await cp(join(support, 'utility-core.mjs'), join(dist, 'core', 'index.mjs'));
  await mkdir(join(dist, 'core-on-node'));
  const entry = pathToFileURL(join(support, 'shell-core.ts')).href;
  await writeFile(join(dist, 'core-on-node', 'index.mjs'), `import ${JSON.stringify(entry)};\n`);
  await writeCoreHost(dist, coreHost);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
