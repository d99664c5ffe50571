import { mkdtemp, realpath, rm } from 'node:fs/promises';
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
import { startDemoServer } from './tour/demo-server.ts';

// `npm start`: everything that is missing is set up, then the app opens on the demo CFA. Without a display, or with
// `--capture FOLDER`, the unattended tour runs instead and leaves its screenshots and its report.

const script = (name: string): string => join(repositoryFolder, 'tools', 'tour', name);

const runTourUnseen = async (workFolder: string, captureFolder: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const parameters = [script('run.ts'), '--capture', captureFolder, '--travail', workFolder];
  if (process.platform !== 'linux') return runInGroup(process.execPath, parameters, env);
  return runOnVirtualDesktop(process.execPath, parameters, env);
};

const openDemo = async (workFolder: string, env: NodeJS.ProcessEnv): Promise<number> => {
  console.log('Building the fictional demo CFA by importing its lists…');
  const server = await startDemoServer({ folder: join(workFolder, 'serveur') });
  try {
    console.log(`Sync API: ${server.url} (director: ${server.identifiant}, password: ${server.password})`);
    const parameters = ['--serveur', server.url, '--code', await server.createCode()];
    return await runInGroup(
      process.execPath,
      [script('open.ts'), ...parameters, '--profil', join(workFolder, 'profil')],
      env,
    );
  } finally {
    await server.stop();
  }
};

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
  const workFolder = await realpath(await mkdtemp(join(tmpdir(), 'rappel-cfa-demo-')));
  try {
    if (isSeen && capture === undefined) return await openDemo(workFolder, env);
    const captureFolder = resolve(capture ?? join(repositoryFolder, 'captures'));
    if (!isSeen) console.log('No display here: the app runs unseen, on a tour that takes about a minute.');
    console.log(`Screenshots and rapport.json go to ${relative(process.cwd(), captureFolder) || '.'}`);
    return await runTourUnseen(workFolder, captureFolder, env);
  } finally {
    await rm(workFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});
