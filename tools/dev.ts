import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createBuilder, createServer } from 'vite';
import { writeCoreHost } from './core-node.ts';
import { hasDisplay } from './display.ts';
import { findElectron, runtimeSentence } from './electron-runtime.ts';
import { runTool, ToolFailure } from './failure.ts';
import { electronParameters } from './launch-parameters.ts';
import { assertNodeVersion } from './node-version.ts';
import { distFolder, repositoryFolder, toolCacheFolder } from './repository.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { demoFormation, formAddress, startDemoServer } from './tour/demo-server.ts';

// Hot reload against the demo server: the page is replaced in place by Vite, the processes are rebuilt and Electron is
// started again. `npm run dev -- --serveur=URL` takes another server instead.

const host = '127.0.0.1';
const port = 5173;
/** Always the same: the profile of development is kept, and a poste opens against its own server only. */
const demoPort = 5174;
/** One change in shared/ rebuilds several processes within this time: Electron starts again once. */
const settleMs = 300;
const processNames = ['main', 'preload', 'core', 'coreOnNode'] as const;

const startPageServer = async (): Promise<void> => {
  const server = await createServer({
    configFile: join(repositoryFolder, 'vite.config.ts'),
    // The page lives on app://: it must be told where the socket is.
    server: { host, port, strictPort: true, ws: { host, clientPort: port, protocol: 'ws' } },
  });
  await server.listen();
};

/** Builds each process and again at each change. Resolves after the first build of all of them. */
const watchProcesses = async (onRebuilt: () => void): Promise<void> => {
  const builder = await createBuilder({ configFile: join(repositoryFolder, 'vite.config.ts'), logLevel: 'warn' });
  for (const name of processNames) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`vite.config.ts has no environment ${name}`);
    environment.config.build.watch = {};
    const watcher = await builder.build(environment);
    if (!('on' in watcher)) throw new Error(`Vite does not watch ${name}`);
    await new Promise<void>((resolve) => {
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') console.error(event.error.message);
        if (event.code !== 'END') return;
        resolve();
        onRebuilt();
      });
    });
  }
};

const takeOptions = async (given: readonly string[], stoppers: (() => Promise<void>)[]): Promise<string[]> => {
  const options = given.map((option) => option.replace(/^--/, ''));
  if (options.some((option) => option.startsWith('serveur='))) return options;
  const folder = join(toolCacheFolder, 'dev');
  const mailFolder = join(folder, 'courriels');
  const demo = await startDemoServer({ folder, port: demoPort, mailFolder });
  stoppers.push(demo.close);
  console.log(`Demo server: ${demo.url}`);
  console.log(`Intake: ${formAddress(demo.accueilUrl, demoFormation, 'LBA')} (mails: ${mailFolder})`);
  return [...options, `serveur=${demo.url}`, `code=${await demo.createCode()}`];
};

const endElectron = async (electron: ChildProcess | null): Promise<void> => {
  if (electron === null || electron.exitCode !== null || electron.signalCode !== null) return;
  const ended = once(electron, 'exit');
  electron.kill('SIGTERM');
  await ended;
};

await runTool(async () => {
  assertNodeVersion();
  await ensureSystemPackages();
  if (!hasDisplay(process.env, process.platform))
    throw new ToolFailure(
      'No display: run this on a desktop, or `node tools/display.ts npm run dev` to try it unseen.',
    );
  const runtime = await findElectron();
  console.log(runtimeSentence(runtime));

  const stoppers: (() => Promise<void>)[] = [];
  let electron: ChildProcess | null = null;
  let isRestarting = false;
  const finished = Promise.withResolvers<number>();

  await startPageServer();
  const parameters = electronParameters({
    appFolder: repositoryFolder,
    userDataFolder: join(toolCacheFolder, 'dev', 'profile'),
    options: [...(await takeOptions(process.argv.slice(2), stoppers)), `page-dev=http://${host}:${port}`],
  });

  const startElectron = (): void => {
    const started = spawn(runtime.executable, parameters, { stdio: 'inherit' });
    electron = started;
    started.on('exit', (code) => {
      if (electron === started && !isRestarting) finished.resolve(code ?? 0);
    });
  };
  let settling: NodeJS.Timeout | undefined;
  const restart = async (): Promise<void> => {
    isRestarting = true;
    await endElectron(electron);
    isRestarting = false;
    startElectron();
  };

  await watchProcesses(() => {
    if (electron === null) return;
    clearTimeout(settling);
    settling = setTimeout(() => void restart(), settleMs);
  });
  await writeCoreHost(distFolder, runtime.coreHost);
  startElectron();
  process.on('SIGINT', () => finished.resolve(0));
  process.on('SIGTERM', () => finished.resolve(0));

  const code = await finished.promise;
  await endElectron(electron);
  for (const stop of stoppers) await stop();
  process.exit(code);
});
