import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, Menu, net, powerMonitor } from 'electron';
import { type Channel, contract, type Reply } from '../../shared/contract/ipc/index.ts';
import { connectRouter, sendEvent } from '../bridge/page-link.ts';
import { createRouter, type HandlerSource } from '../bridge/router.ts';
import { createTrust } from '../bridge/senders.ts';
import type { CoreSignal } from '../core/deps.ts';
import { logBug } from './bug-log.ts';
import { createClipboardGuard } from './clipboard-guard.ts';
import { type CoreClient, createCoreClient } from './core-client.ts';
import { createCoreLauncher } from './core-process.ts';
import { createDesk, type Desk, protectContent } from './desk.ts';
import { createDialogTokens } from './dialog-tokens.ts';
import { guardContents } from './guards.ts';
import type { LaunchOptions } from './launch-options.ts';
import { createOpenExternal } from './leave-app.ts';
import { createMenu } from './menu.ts';
import { isPageUrl } from './page-address.ts';
import { createPageSession } from './page-session.ts';
import { createPresence, type Presence } from './presence.ts';
import { createPrinting } from './print-sheet.ts';
import { openPrintWindow } from './print-window.ts';
import { quitInOrder } from './quit.ts';
import { createSideFile } from './side-file.ts';
import { systemClock } from './system-clock.ts';
import { forwardActivity, forwardPower } from './system-signals.ts';
import { watchSystem } from './system-watch.ts';
import { createSystemeSource } from './systeme-handlers.ts';
import { textes } from './textes.ts';
import { bringToFront, openWindow } from './window.ts';
import { createWholeFiles } from './write-whole-file.ts';

const minuteMs = 60_000;
const printLimitMs = 30_000;

export interface ShellOptions {
  launch: LaunchOptions;
  dataFolder: string;
  /** Where the built app lies: renderer, preload and the core's entries. */
  distFolder: string;
}

const createCoreSource = (core: CoreClient, desk: Desk, presence: Presence): HandlerSource => ({
  name: 'core',
  channels: Object.keys(contract).filter((channel) => !channel.startsWith('systeme:')),
  handle: async (channel: Channel, request: unknown): Promise<Reply<unknown>> => {
    const reply = await core.call(channel, request);
    if (channel.startsWith('session:') && reply.ok) desk.learn(reply.value);
    if (channel.startsWith('reglages:') && reply.ok) presence.learnSettings(reply.value);
    return reply;
  },
});

const askSavePath = async (
  window: BrowserWindow | undefined,
  fileName: string,
  extension: string,
): Promise<string | null> => {
  const options = {
    title: textes.enregistrer,
    buttonLabel: textes.enregistrerBouton,
    defaultPath: join(app.getPath('documents'), fileName),
    filters: [{ name: extension, extensions: [extension] }],
  };
  const answer = await (window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
};

const askOpenPath = async (
  window: BrowserWindow | undefined,
  extensions: readonly string[],
): Promise<string | null> => {
  const options: Electron.OpenDialogOptions = {
    title: textes.ouvrir,
    buttonLabel: textes.ouvrirBouton,
    properties: ['openFile'],
    filters: [{ name: extensions.join(', '), extensions: [...extensions] }],
  };
  const answer = await (window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
};

/** Puts the shell together once Electron is ready. */
export const startShell = ({ launch, dataFolder, distFolder }: ShellOptions): void => {
  let window: BrowserWindow | undefined;
  const tell = (name: string, payload: unknown): void => {
    if (window !== undefined && !window.isDestroyed()) sendEvent(window.webContents, name, payload);
  };

  const isPackaged = app.isPackaged;
  const pageParts = {
    session: createPageSession(join(distFolder, 'renderer'), launch.pageDev),
    preload: join(distFolder, 'preload', 'index.cjs'),
    isPackaged,
  };
  const wholeFiles = createWholeFiles(join(app.getPath('userData'), 'ecriture-en-cours'));
  wholeFiles.removeLeftover().catch(logBug);
  const printing = createPrinting({
    open: (impression, document) => openPrintWindow(pageParts, impression, document),
    askSavePath: (document) => askSavePath(window, textes.feuilles[document], 'pdf'),
    save: wholeFiles.write,
    clock: systemClock,
    limitMs: printLimitMs,
    onBug: logBug,
  });

  const protect = protectContent(() => window);
  const desk = createDesk(launch.serveur, (isOpen) => {
    protect(isOpen);
    if (!isOpen) printing.stop();
  });
  const openExternal = createOpenExternal(desk.serveur);
  const tokens = createDialogTokens({ now: systemClock.monotonic, makeToken: randomUUID, lifetimeMs: 5 * minuteMs });
  const clipboardGuard = createClipboardGuard({ clipboard, sleep: systemClock.sleep, clearAfterMs: minuteMs });

  const presence = createPresence({
    window: () => (window?.isDestroyed() === true ? undefined : window),
    tell,
    lock: () => core.signal('verrouillage'),
    stateFile: join(app.getPath('userData'), 'presence.json'),
    onBug: logBug,
  });

  const core: CoreClient = createCoreClient({
    launch: createCoreLauncher(distFolder),
    config: {
      dataFolder,
      version: app.getVersion(),
      serveur: launch.serveur,
      codeEnrolement: launch.code,
      lockAfterMs: 10 * minuteMs,
    },
    host: {
      openExternal: async (url) => {
        if (!(await openExternal(url))) throw new Error('refused');
      },
      pathOfToken: async (token) => tokens.redeem(token),
    },
    clock: systemClock,
    onEvent: ({ name, payload }) => {
      if (name === 'session:change') desk.learn(payload);
      presence.hear(name, payload);
      tell(name, payload);
    },
    onState: (state) => {
      if (state === 'arrete') desk.forget();
      if (state !== 'pret') tell('systeme:noyau', { etat: state });
    },
  });

  const router = createRouter({
    sources: [
      createCoreSource(core, desk, presence),
      createSystemeSource({
        infos: { version: app.getVersion(), electron: process.versions.electron, plateforme: process.platform },
        clipboard: clipboardGuard,
        tokens,
        openExternal,
        askSavePath: (fileName, extension) => askSavePath(window, fileName, extension),
        askOpenPath: (extensions) => askOpenPath(window, extensions),
        print: (request) => printing.print(request),
        showCount: (count) => presence.count(count),
        posteState: () => presence.state(),
        quit: () => app.quit(),
      }),
    ],
    isTrusted: createTrust({ isPageUrl, page: () => pageId, print: () => printing.webContentsId() }),
    isDeskOpen: desk.isOpen,
    onBug: (_channel, error) => logBug(error),
  });
  connectRouter(router);

  const signal = (name: CoreSignal): void => core.signal(name);
  const leaving = new AbortController();
  guardContents();
  forwardPower(signal);
  watchSystem(
    { clock: systemClock, platform: process.platform, net, monitor: powerMonitor, signal },
    leaving.signal,
  ).catch(logBug);
  quitInOrder(async (boundMs) => {
    leaving.abort();
    await clipboardGuard.clearNow();
    core.signal('fermeture');
    await core.stop(boundMs);
  });

  Menu.setApplicationMenu(createMenu({ version: app.getVersion(), isPackaged, lock: () => signal('verrouillage') }));
  window = openWindow({ ...pageParts, state: createSideFile(join(app.getPath('userData'), 'fenetre.json'), logBug) });
  const pageId = window.webContents.id;
  // A hidden window would keep the app running without a face.
  window.on('closed', () => printing.stop());
  presence.watch(window);
  app.on('before-quit', () => presence.leave());
  forwardActivity(window.webContents, { clock: systemClock, signal });
  app.on('second-instance', () => bringToFront(window));
  // On macOS: its icon on the dock, while the window is hidden.
  app.on('activate', () => bringToFront(window));
};
