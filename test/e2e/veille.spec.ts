import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { repositoryFolder } from '../../tools/repository.ts';
import { unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import { lea } from '../support/desk.ts';
import type { LaunchedApp } from '../support/electron-app.ts';
import { startBare } from '../support/shell-test.ts';

/** A desktop that draws icons near its clock says so on its bus: here by a program of that name, in front of the PATH. */
const withArea = async (testInfo: TestInfo, hasArea: boolean): Promise<NodeJS.ProcessEnv> => {
  const folder = testInfo.outputPath('bus');
  await mkdir(folder, { recursive: true });
  for (const program of ['gdbus', 'dbus-send']) {
    const script = join(folder, program);
    await writeFile(script, `#!/bin/sh\necho '(${hasArea},)'\n`);
    await chmod(script, 0o755);
  }
  return { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
};

const isVisible = ({ app }: LaunchedApp): Promise<boolean | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const closeWindow = ({ app }: LaunchedApp): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const openReglages = async ({ page }: LaunchedApp): Promise<void> => {
  await page.getByRole('button', { name: 'Réglages de ce poste' }).click();
  await expect(page.getByRole('dialog', { name: 'Réglages de ce poste' })).toBeVisible();
};

test('closing leaves the app near the clock, a second start brings it back, quitting quits', async ({
  poste,
}, testInfo) => {
  const env = await withArea(testInfo, true);
  const launched = await poste('Accueil-1', lea, { env });
  const { app, page, userDataFolder } = launched;
  await openReglages(launched);
  const stay = page.getByRole('switch', { name: 'Rester en veille' });
  await expect(stay).not.toBeChecked();
  await stay.press('Space');
  await expect(stay).toBeChecked();
  // The icon is there once the bus has answered.
  await expect
    .poll(() => page.evaluate(() => window.api.invoke('systeme:poste', {})))
    .toMatchObject({
      ok: true,
      value: { zone: 'presente' },
    });

  await closeWindow(launched);
  await expect.poll(() => isVisible(launched)).toBe(false);
  expect(launched.isRunning()).toBe(true);

  const second = await startBare(repositoryFolder, userDataFolder);
  expect(await second.ended).toBe(0);
  await expect.poll(() => isVisible(launched)).toBe(true);
  await expect(page.getByRole('navigation', { name: 'Écrans' })).toBeVisible();

  // Known before the desk is opened: the next start stays too, locked.
  const ended = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit());
  await ended;
  expect(launched.isRunning()).toBe(false);
});

test('where nothing draws icons, closing quits as before, and the setting says so', async ({ poste }, testInfo) => {
  const launched = await poste('Accueil-1', lea, { env: await withArea(testInfo, false) });
  const { app, page } = launched;
  await openReglages(launched);
  await page.getByRole('switch', { name: 'Rester en veille' }).press('Space');
  await expect(page.getByText(/Ce poste n’a pas de zone de notification/)).toBeVisible();
  const ended = app.waitForEvent('close');
  await closeWindow(launched);
  await ended;
  expect(launched.isRunning()).toBe(false);
});

test('the shortcut opens « Qui m’appelle ? », after the PIN when locked, and says when another program has its keys', async ({
  poste,
}) => {
  const launched = await poste('Accueil-1', lea);
  const { app, page } = launched;

  await test.step('off until it is asked for; taken by another program, it is said', async () => {
    const keys = 'CommandOrControl+Alt+Q';
    const isTaken = (): Promise<boolean> =>
      app.evaluate(({ globalShortcut }, wanted) => globalShortcut.isRegistered(wanted), keys);
    expect(await isTaken()).toBe(false);
    await app.evaluate(({ globalShortcut }) => {
      globalShortcut.register = () => false;
    });
    await openReglages(launched);
    const shortcut = page.getByRole('switch', { name: /^Ctrl Alt Q/ });
    await expect(shortcut).not.toBeChecked();
    await shortcut.press('Space');
    await expect(page.getByText(/Un autre programme utilise déjà Ctrl Alt Q/)).toBeVisible();
    await shortcut.press('Space');
    await expect(page.getByText(/Un autre programme utilise déjà/)).toHaveCount(0);
  });

  await test.step('free, it opens the window on the question, once the desk is open', async () => {
    await app.evaluate(({ globalShortcut }) => {
      globalShortcut.register = (_: string, press: () => void) => {
        Object.assign(globalThis, { pressTheShortcut: press });
        return true;
      };
    });
    const shortcut = page.getByRole('switch', { name: /^Ctrl Alt Q/ });
    await expect(shortcut).not.toBeChecked();
    await shortcut.press('Space');
    await expect.poll(() => app.evaluate(() => typeof Reflect.get(globalThis, 'pressTheShortcut'))).toBe('function');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide();
      const press: unknown = Reflect.get(globalThis, 'pressTheShortcut');
      if (typeof press === 'function') press();
    });
    await expect.poll(() => isVisible(launched)).toBe(true);
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    await expect(page.getByRole('dialog', { name: 'Qui m’appelle ?' })).toHaveCount(0);
    await unlock(page, lea);
    await expect(page.getByRole('dialog', { name: 'Qui m’appelle ?' })).toBeVisible();
  });
});
