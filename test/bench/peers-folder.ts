import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../tools/development-runtime.ts';
import { ToolFailure } from '../../tools/failure.ts';
import { withFolderLock } from '../../tools/folder-lock.ts';
import { runCommand } from '../../tools/run-command.ts';

const manifests = ['package.json', 'package-lock.json'] as const;

/**
 * Installs the contenders by their own lock into a cache outside the repository: never among the product's packages.
 * @returns the folder that holds their `node_modules`
 */
export const installPeers = async (say: (line: string) => void): Promise<string> => {
  const sources = manifests.map((name) => fileURLToPath(new URL(`./peers/${name}`, import.meta.url)));
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(source));
  const cache = cacheFolder(process.env, homedir());
  const folder = join(cache, `bench-peers-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await withFolderLock(`${folder}.lock`, 500, async () => {
    if (existsSync(folder)) return;
    say('installing the peers from the npm registry, once…');
    const part = `${folder}.part-${process.pid}`;
    await mkdir(part);
    try {
      for (const [index, name] of manifests.entries()) await copyFile(sources[index] ?? '', join(part, name));
      const install = await runCommand('npm', ['ci', '--no-audit', '--no-fund'], { cwd: part, output: 'keep' });
      if (install.code !== 0) {
        process.stderr.write(install.output);
        throw new ToolFailure('The peers could not be installed: check that the npm registry is reachable (npm ping).');
      }
      await rename(part, folder);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  });
  return folder;
};
