import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findElectron } from './electron-runtime.ts';
import { electronParameters, type LaunchParameters } from './launch-parameters.ts';
import { repositoryFolder } from './repository.ts';
import { giveSteadyHand } from './steady-hand.ts';

export interface LaunchOptions extends Partial<LaunchParameters> {
  env?: NodeJS.ProcessEnv;
  /** A person sits there: addresses go to their own browser, colours follow their system. */
  hasSystemBrowser?: boolean;
}

export interface LaunchedApp {
  app: ElectronApplication;
  /** The window's page, loaded. */
  page: Page;
  userDataFolder: string;
  /** The addresses that the app handed to the operating system, oldest first. */
  openedUrls(): Promise<string[]>;
  /** Waits for one more address than `after`, and answers it. */
  nextOpenedUrl(after?: number, withinMs?: number): Promise<string>;
  isRunning(): boolean;
  /** SIGKILL to Electron: what a power cut does. */
  kill(): Promise<void>;
  /** Quits as a person would, and removes what this launch made (not a profile that was given). */
  close(): Promise<void>;
}

/** A cold start on a machine that does much else. */
const startMs = 60_000;

// The system browser of a test or of the tour is a script in front of the PATH that writes down the address: who drives
// the app opens it in a browser of its own.
const writeBrowserScript = async (folder: string, journal: string): Promise<void> => {
  const script = join(folder, 'xdg-open');
  await writeFile(script, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${journal}'\n`);
  await chmod(script, 0o755);
};

const readLines = async (file: string): Promise<string[]> => {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
};

/** Starts the built app (by default that of this repository) under Playwright, with its own profile. */
export const launchApp = async (options: LaunchOptions = {}): Promise<LaunchedApp> => {
  const runtime = await findElectron();
  const own = await mkdtemp(join(tmpdir(), 'rappel-cfa-app-'));
  const journal = join(own, 'opened-urls');
  await writeBrowserScript(own, journal);
  const userDataFolder = options.userDataFolder ?? join(own, 'profile');
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...options.env }))
    if (value !== undefined) env[name] = value;
  if (options.hasSystemBrowser !== true) env.PATH = `${own}${delimiter}${env.PATH ?? ''}`;
  const removeOwn = (): Promise<void> => rm(own, { recursive: true, force: true, maxRetries: 5 });

  let app: ElectronApplication;
  try {
    app = await _electron.launch({
      executablePath: runtime.executable,
      args: electronParameters({
        appFolder: options.appFolder ?? repositoryFolder,
        userDataFolder,
        options: options.options ?? [],
      }),
      env,
      timeout: startMs,
      ...(options.hasSystemBrowser === true ? { colorScheme: null } : {}),
    });
  } catch (error) {
    await removeOwn();
    throw error;
  }
  // Kept: once the app is closed Playwright no longer answers for its process.
  const child = app.process();
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const page = await app.firstWindow({ timeout: startMs });
  await page.waitForLoadState('load');
  giveSteadyHand(page);

  const openedUrls = (): Promise<string[]> => readLines(journal);
  return {
    app,
    page,
    userDataFolder,
    openedUrls,
    async nextOpenedUrl(after = 0, withinMs = 30_000) {
      const until = performance.now() + withinMs;
      while (performance.now() < until) {
        const url = (await openedUrls())[after];
        if (url !== undefined) return url;
        await sleep(50);
      }
      throw new Error(`no address was opened within ${withinMs} ms`);
    },
    isRunning,
    async kill() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (isRunning()) {
        child.kill('SIGKILL');
        await ended;
      }
      await removeOwn();
    },
    async close() {
      if (isRunning()) await app.close();
      await removeOwn();
    },
  };
};
