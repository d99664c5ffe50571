import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Configuration } from 'electron-builder';
import { copyRuntime } from './copy-runtime.ts';
import { type ElectronRuntime, findElectron, runtimeSentence } from './electron-runtime.ts';
import { runTool } from './failure.ts';
import { ensureFreshBuild } from './fresh-build.ts';
import { assertNodeVersion } from './node-version.ts';
import { measurePacked, type PackedSizes, sizesSentence } from './packed-sizes.ts';
import { repositoryFolder } from './repository.ts';

export interface PackedApp {
  /** The folder that holds the whole application. */
  folder: string;
  executable: string;
  sizes: PackedSizes;
}

/**
 * What an Electron without Node-API 10 needs besides: the file that names the Node of the core, the entry for that Node,
 * and on disk every script it reads, because another Node does not read inside app.asar. A release has none of these.
 */
const forNodeHost: Configuration = {
  files: ['dist/core-host.json', 'dist/core-on-node/**'],
  asarUnpack: ['**/*.node', 'dist/core-on-node/**', 'node_modules/**'],
};

const configurationFor = (runtime: ElectronRuntime, electronDist: string, output: string): Configuration => ({
  extends: join(repositoryFolder, 'electron-builder.yml'),
  directories: { output },
  electronDist,
  ...(runtime.version === null ? {} : { electronVersion: runtime.version.replace(/^v/, '') }),
  ...(runtime.coreHost === 'node' ? forNodeHost : {}),
});

/**
 * Builds the app and packs it, unpacked in a folder, for this machine and the Electron found on it.
 * @param outputFolder receives one folder named by electron-builder, `linux-unpacked` here.
 */
export const packApp = async ({ outputFolder }: { outputFolder: string }): Promise<PackedApp> => {
  const runtime = await findElectron();
  await ensureFreshBuild(runtime, () => undefined);
  const work = await mkdtemp(join(tmpdir(), 'rappel-cfa-paquet-'));
  try {
    const electronDist = await copyRuntime(runtime, join(work, 'electron'));
    await build({
      projectDir: repositoryFolder,
      dir: true,
      publish: 'never',
      config: configurationFor(runtime, electronDist, resolve(outputFolder)),
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const folder = join(resolve(outputFolder), 'linux-unpacked');
  return { folder, executable: join(folder, 'rappel-cfa'), sizes: await measurePacked(folder) };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    assertNodeVersion();
    console.log(runtimeSentence(await findElectron()));
    const packed = await packApp({ outputFolder: join(repositoryFolder, 'release') });
    console.log(`${basename(packed.folder)}: ${sizesSentence(packed.sizes)}`);
    console.log(packed.executable);
    return 0;
  });
}
