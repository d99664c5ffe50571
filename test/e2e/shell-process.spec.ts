import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { LaunchedApp } from '../support/electron-app.ts';
import { makeShellApp } from '../support/shell-app.ts';
import { corePid, invoke, isAlive, startBare, test } from '../support/shell-test.ts';

const sizeOf = ({ app }: LaunchedApp): Promise<number[] | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());

test('a killed core is started again, and the page is told', async ({ shell }) => {
  const { page } = shell;
  const first = await corePid(page);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => page.evaluate(() => window.coreStates)).toEqual(['arrete', 'revenu']);
  const second = await corePid(page);
  expect(second).not.toBe(first);
  // The new core has said nothing yet: the desk is closed until it does.
  expect(await invoke(page, 'reglages:lire')).toEqual({ ok: false, error: { code: 'VERROUILLE' } });
});

test('a core in a utility process is supervised in the same way', async ({ launch }) => {
  const shellApp = await makeShellApp('utility');
  const { page, close } = await launch({ appFolder: shellApp.folder });
  const first = await corePid(page);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => page.evaluate(() => window.coreStates)).toEqual(['arrete', 'revenu']);
  expect(await corePid(page)).not.toBe(first);
  await close();
  await shellApp.remove();
});

test('quitting lets the core finish, and the window comes back where it was', async ({ launch }, testInfo) => {
  const shellApp = await makeShellApp('node');
  const userDataFolder = testInfo.outputPath('profile');
  const first = await launch({ appFolder: shellApp.folder, userDataFolder });
  await corePid(first.page);
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 720));
  await expect.poll(() => sizeOf(first)).toEqual([1100, 720]);
  await first.close();
  expect(await readFile(join(userDataFolder, 'donnees', 'stopped'), 'utf8')).toBe('4000');
  expect(await readFile(join(userDataFolder, 'donnees', 'signals'), 'utf8')).toContain('fermeture');
  const second = await launch({ appFolder: shellApp.folder, userDataFolder });
  await expect.poll(() => sizeOf(second)).toEqual([1100, 720]);
  await second.close();
  await shellApp.remove();
});

test('a shell that is killed leaves no core behind', async ({ launch }) => {
  const shellApp = await makeShellApp('node');
  const killed = await launch({ appFolder: shellApp.folder });
  const pid = await corePid(killed.page);
  await killed.kill();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await shellApp.remove();
});

test('a second start brings the first window forward and ends', async ({ launch }, testInfo) => {
  const shellApp = await makeShellApp('node');
  const userDataFolder = testInfo.outputPath('profile');
  const first = await launch({ appFolder: shellApp.folder, userDataFolder });
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = await startBare(shellApp.folder, userDataFolder);
  const code = await second.ended;
  expect(code).toBe(0);
  await expect
    .poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  await first.close();
  await shellApp.remove();
});

test('a server in clear on the command line is refused by its code, and nothing starts', async ({
  launch: _launch,
}, testInfo) => {
  const shellApp = await makeShellApp('node');
  const profile = testInfo.outputPath('profile');
  const refused = await startBare(shellApp.folder, profile, ['serveur=http://sync.example.org']);
  await expect.poll(refused.said).toContain('SERVEUR_NON_CONFIGURE');
  refused.child.kill('SIGKILL');
  await refused.ended;
  expect(existsSync(join(profile, 'donnees'))).toBe(false);
  await shellApp.remove();
});
