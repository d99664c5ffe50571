import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hasDisplay, runOnVirtualDesktop } from './display.ts';
import { findElectron, runtimeSentence } from './electron-runtime.ts';
import { runTool, ToolFailure } from './failure.ts';
import { ensureFreshBuild } from './fresh-build.ts';
import { assertNodeVersion } from './node-version.ts';
import { runInGroup } from './process-group.ts';
import { repositoryFolder } from './repository.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { demoFormation, formAddress, startDemoServer } from './tour/demo-server.ts';

// `npm start`: everything that is missing is set up, then the app opens on the demo CFA. Without a display, or with
// `--capture FOLDER`, the unattended tour runs instead and leaves its screenshots and its report.

const script = (name: string): string => join(repositoryFolder, 'tools', 'tour', name);

const runTourUnseen = async (workFolder: string, captureFolder: string, env: NodeJS.ProcessEnv): Promise<number> => {
  for (const signal of signals) process.off(signal, endAtOnce);
  const parameters = [script('run.ts'), '--capture', captureFolder, '--travail', workFolder];
  if (process.platform !== 'linux') return runInGroup(process.execPath, parameters, env);
  return runOnVirtualDesktop(process.execPath, parameters, env);
};

const openDemo = async (workFolder: string, env: NodeJS.ProcessEnv): Promise<number> => {
  console.log('Building the fictional demo CFA by importing its lists…');
  const mailFolder = join(workFolder, 'courriels');
  const server = await startDemoServer({ folder: join(workFolder, 'serveur'), withCalls: true, mailFolder });
  try {
    const code = await server.createCode();
    console.log(`Sync API: ${server.url} (director: ${server.identifiant}, password: ${server.password})`);
    console.log(`A family asks to be called back here: ${formAddress(server.accueilUrl, demoFormation, 'LBA')}`);
    console.log(`The mails that would leave go to ${mailFolder}`);
    for (const signal of signals) process.off(signal, endAtOnce);
    const parameters = ['--serveur', server.url, '--code', code];
    return await runInGroup(
      process.execPath,
      [script('open.ts'), ...parameters, '--profil', join(workFolder, 'profil')],
      env,
    );
  } finally {
    await server.close();
  }
};

/** A folder that goes when this process ends, however it ends short of a SIGKILL. */
const makeWorkFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rappel-cfa-demo-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
};

/** Before there is a group to stop in order, an interruption simply ends this process; its `exit` cleans up. */
const endAtOnce = (): void => process.exit(130);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const readOptions = (): { capture: string | undefined } => {
  try {
    const { values } = parseArgs({ options: { capture: { type: 'string' } } });
    return { capture: values.capture };
  } catch {
    throw new ToolFailure('The only option is --capture FOLDER: type `npm start -- --capture FOLDER`.');
  }
};

await runTool(async () => {
  assertNodeVersion();
  const { capture } = readOptions();
  await ensureSystemPackages();
  const runtime = await findElectron();
  console.log(runtimeSentence(runtime));
  await ensureFreshBuild(runtime, (line) => console.log(line));

  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder };
  const isSeen = hasDisplay(process.env, process.platform);
  for (const signal of signals) process.on(signal, endAtOnce);
  const workFolder = makeWorkFolder();
  if (isSeen && capture === undefined) return await openDemo(workFolder, env);
  const captureFolder = resolve(capture ?? join(repositoryFolder, 'captures'));
  if (!isSeen) console.log('No display here: the app runs unseen, on a tour that takes about three minutes.');
  console.log(`Screenshots and rapport.json go to ${relative(process.cwd(), captureFolder) || '.'}`);
  return await runTourUnseen(workFolder, captureFolder, env);
});
