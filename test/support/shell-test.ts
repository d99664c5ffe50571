import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { PageApi } from '../../shared/contract/ipc/index.ts';
import { findElectron } from '../../tools/electron-runtime.ts';
import { electronParameters } from '../../tools/launch-parameters.ts';
import { test as base, type LaunchedApp } from './electron-app.ts';
import { makeShellApp } from './shell-app.ts';

declare global {
  interface Window {
    readonly api: PageApi;
    inlineRan?: boolean;
    violations: string[];
    coreStates: string[];
    sessionStates: string[];
  }
}

/** `shell` is the built shell with the page and the small core of the tests, configured for sync.example.org. */
export const test = base.extend<{ shell: LaunchedApp }>({
  shell: async ({ launch }, use) => {
    const shellApp = await makeShellApp('node');
    const launched = await launch({ appFolder: shellApp.folder, options: ['serveur=https://sync.example.org'] });
    await use(launched);
    await launched.close();
    await shellApp.remove();
  },
});

export const invoke = (page: Page, channel: string, request: unknown = {}): Promise<unknown> =>
  page.evaluate(([name, value]) => window.api.invoke(String(name), value), [channel, request] as const);

export const pin = { operateur: '00000000-0000-4000-8000-000000000001', pin: '123456' };

/** The process id of the running core, which it tells as the name of the poste. */
export const corePid = async (page: Page): Promise<number> => {
  const reply = await invoke(page, 'session:etat');
  expect(reply).toMatchObject({ ok: true });
  return Number(JSON.stringify(reply).match(/"poste":"(\d+)"/)?.[1]);
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    // A dead process that nobody has waited for yet still has its number: its state says so.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Starts the app without Playwright, for what ends by itself or never opens a window. */
export const startBare = async (appFolder: string, userDataFolder: string, options: readonly string[] = []) => {
  const { executable } = await findElectron();
  const child = spawn(executable, electronParameters({ appFolder, userDataFolder, options }));
  let text = '';
  child.stderr.on('data', (chunk) => {
    text += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return { child, ended, said: () => text };
};
