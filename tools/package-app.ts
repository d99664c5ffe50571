import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './build-app.ts';
import { type ElectronRuntime, findElectron, runtimeSentence } from './electron-runtime.ts';
import { runTool, ToolFailure } from './failure.ts';
import { ensureFreshBuild } from './fresh-build.ts';
import { assertNodeVersion } from './node-version.ts';
import {
  configurationFor,
  foreignTargets,
  installers,
  type PackedPlace,
  type PackingChoices,
  packedPlace,
} from './package-config.ts';
import { measurePacked, type PackedSizes, sizesSentence } from './packed-sizes.ts';
import { packageScript, repositoryFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { withoutLauncher } from './runtime-to-pack.ts';

/** The folder that holds the whole application, its executable, and how much it weighs. */
export interface PackedApp extends PackedPlace {
  sizes: PackedSizes;
}

export interface PackOptions {
  /** Receives one folder named by electron-builder: `linux-unpacked` on Linux. */
  outputFolder: string;
  /** How the core is hosted; what the Electron that was found needs, when not given. `utility` is a release's shape. */
  coreHost?: ElectronRuntime['coreHost'];
  /** The app was just built and is in use: it is packed as it stands, for a build would take it away meanwhile. */
  isBuilt?: boolean;
}

const platformOption: Readonly<Record<string, string>> = { linux: '--linux', win32: '--win', darwin: '--mac' };

const runBuilder = async (targets: readonly string[], choices: PackingChoices, work: string): Promise<void> => {
  const file = join(work, 'electron-builder.json');
  await writeFile(file, JSON.stringify(configurationFor(choices)));
  const script = packageScript('electron-builder/cli.js');
  const parameters = [
    platformOption[process.platform] ?? '--linux',
    ...targets,
    '--config',
    file,
    '--publish',
    'never',
  ];
  // A linked executable would have its fuses changed where it came from.
  const env = { ...process.env, USE_HARD_LINKS: 'false' };
  const result = await runCommand(process.execPath, [script, ...parameters], {
    cwd: repositoryFolder,
    env,
    output: 'keep',
  });
  if (result.code === 0) return;
  process.stderr.write(result.output);
  throw new ToolFailure('electron-builder could not pack the app: see why above.');
};

const inWorkFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-paquet-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Builds the app where it is not fresh and packs it, unpacked in a folder, for this machine and the Electron found on it. */
export const packApp = async ({ outputFolder, coreHost, isBuilt = false }: PackOptions): Promise<PackedApp> => {
  const runtime = await findElectron();
  if (!isBuilt) await ensureFreshBuild(runtime, () => undefined);
  const output = resolve(outputFolder);
  await inWorkFolder(async (work) => {
    const folder = await withoutLauncher(runtime.folder, join(work, 'electron'));
    const electron = { folder, version: runtime.version };
    await runBuilder(['dir'], { coreHost: coreHost ?? runtime.coreHost, output, electron }, work);
  });
  const place = packedPlace(output, process.platform, process.arch);
  return { ...place, sizes: await measurePacked(place.folder) };
};

/** Installers hold the official Electron, which electron-builder fetches: never a development runtime. */
const buildInstallers = async (targets: readonly string[], output: string): Promise<void> => {
  await buildApp({ coreHost: 'utility' });
  await inWorkFolder((work) => runBuilder(targets, { coreHost: 'utility', output, electron: null }, work));
};

const selfCheckLine = (executable: string): string =>
  `Check it: "${executable}" ${process.getuid?.() === 0 ? '--no-sandbox ' : ''}--self-check`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    assertNodeVersion();
    const output = join(repositoryFolder, 'release');
    const targets = process.argv.slice(2);
    const [foreign] = foreignTargets(targets, process.platform);
    if (foreign !== undefined)
      throw new ToolFailure(
        `${foreign} is not built on this system: type \`npm run package\`, or after -- one of ${installers[process.platform]?.join(', ') ?? 'none'}.`,
      );
    if (targets.length > 0) {
      await buildInstallers(targets, output);
      console.log(`Installers are in ${output}`);
      return 0;
    }
    console.log(runtimeSentence(await findElectron()));
    const packed = await packApp({ outputFolder: output });
    console.log(`${packed.folder}: ${sizesSentence(packed.sizes)}`);
    console.log(selfCheckLine(packed.executable));
    return 0;
  });
}
