import { expect } from '@playwright/test';
import { invoke, pin, test } from '../support/shell-test.ts';

test('a promised call is told by its count alone, to whoever looks elsewhere; pressing it opens the queue', async ({
  shell,
}) => {
  const { app, page } = shell;
  await invoke(page, 'session:deverrouiller', pin);
  // What the system would show, and what would be pressed there.
  await app.evaluate(({ app: electron, Notification }) => {
    const told: { title: string; body: string; press: () => void }[] = [];
    const badges: number[] = [];
    Object.assign(globalThis, { told, badges });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push({ title: this.title, body: this.body, press: () => this.emit('click') });
    };
    electron.setBadgeCount = (count = 0) => {
      badges.push(count);
      return true;
    };
  });
  const focus = (isFocused: boolean): Promise<void> =>
    app.evaluate(({ BrowserWindow }, focused) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) return;
      window.isFocused = () => focused;
      if (focused) window.show();
      else window.hide();
    }, isFocused);
  const due = (): Promise<unknown> =>
    invoke(page, 'appels:passer', { candidat: '00000000-0000-4000-8000-000000000002' });
  const read = (): Promise<unknown> =>
    app.evaluate(() => ({
      told: Reflect.get(globalThis, 'told').map(({ title, body }: { title: string; body: string }) => [title, body]),
      badges: Reflect.get(globalThis, 'badges'),
    }));

  await focus(true);
  expect(await due()).toEqual({ ok: true, value: {} });
  await expect.poll(read).toEqual({ told: [], badges: [3] });

  await focus(false);
  await due();
  await expect.poll(read).toEqual({
    told: [['3 rappels promis sont à faire', 'Cliquer pour ouvrir les appels.']],
    badges: [3, 3],
  });

  const opened = page.evaluate(
    () => new Promise<unknown>((resolve) => window.api.on('systeme:ouvrir', (payload) => resolve(payload))),
  );
  // Heard before it is pressed: both go through the same page.
  await page.evaluate(() => undefined);
  await app.evaluate(() => Reflect.get(globalThis, 'told')[0].press());
  expect(await opened).toEqual({ quoi: 'appels' });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

test('the page counts, the shell shows it; the page learns what became of the settings', async ({ shell }) => {
  const { app, page } = shell;
  expect(await invoke(page, 'systeme:poste')).toEqual({ ok: false, error: { code: 'VERROUILLE' } });
  await invoke(page, 'session:deverrouiller', pin);
  await app.evaluate(({ app: electron }) => {
    electron.setBadgeCount = (count = 0) => {
      Object.assign(globalThis, { badge: count });
      return true;
    };
  });
  expect(await invoke(page, 'systeme:compte', { nombre: 7 })).toEqual({ ok: true, value: {} });
  expect(await app.evaluate(() => Reflect.get(globalThis, 'badge'))).toBe(7);
  expect(await invoke(page, 'systeme:compte', { nombre: -1 })).toEqual({
    ok: false,
    error: { code: 'REQUETE_INVALIDE' },
  });
  expect(await invoke(page, 'systeme:poste')).toMatchObject({ ok: true, value: { raccourci: 'absent' } });
});
