import { execFile } from 'node:child_process';
import { app, type BrowserWindow, globalShortcut, Menu, Notification, nativeImage, Tray } from 'electron';
import { createBadge } from './badge.ts';
import { drawCount, pictureEdge } from './count-picture.ts';
import { createGlobalShortcut, type ShortcutState } from './global-shortcut.ts';
import { hasNotificationArea } from './notification-area.ts';
import { createRappels } from './rappels.ts';
import { createKnownSettings } from './shell-settings.ts';
import { createSideFile } from './side-file.ts';
import { countAfter } from './told-count.ts';
import { trayIcon16, trayIcon32 } from './tray-icon.ts';
import { createVeille, type TrayIcon } from './veille.ts';
import { bringToFront } from './window.ts';

/** A bus that does not answer must not hold back the settings. */
const askLimitMs = 4_000;

const ask = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, [...parameters], { timeout: askLimitMs, encoding: 'utf8' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });

const makeTray = (onPress: () => void): TrayIcon => {
  const icon = nativeImage.createFromBuffer(Buffer.from(trayIcon16, 'base64'), { scaleFactor: 1 });
  icon.addRepresentation({ scaleFactor: 2, buffer: Buffer.from(trayIcon32, 'base64') });
  const tray = new Tray(icon);
  tray.on('click', onPress);
  return {
    setHint: (hint) => tray.setToolTip(hint),
    setEntries: (entries) =>
      tray.setContextMenu(
        Menu.buildFromTemplate(
          entries.map(({ label, press }) =>
            label === null
              ? { type: 'separator' as const }
              : { label, enabled: press !== null, click: () => press?.() },
          ),
        ),
      ),
    remove: () => tray.destroy(),
  };
};

/** Kept from the collector while it is shown: a notification that is forgotten is never pressed. */
const showNotification = (title: string, body: string, onPress: () => void): (() => void) => {
  if (!Notification.isSupported()) return () => undefined;
  const notification = new Notification({ title, body });
  notification.on('click', onPress);
  notification.show();
  return () => notification.close();
};

export interface PresenceDeps {
  window(): BrowserWindow | undefined;
  tell(name: string, payload: unknown): void;
  lock(): void;
  /** Where the switches that the shell needs before the desk opens are kept. */
  stateFile: string;
  onBug(error: unknown): void;
}

export interface Presence {
  learnSettings(value: unknown): void;
  /** Each event of the core: a promised call may have become due, or there be nothing more to say. */
  hear(name: string, payload: unknown): void;
  count(nombre: number): void;
  state(): Promise<{ raccourci: ShortcutState; zone: 'presente' | 'absente' }>;
  /** Of the window, from now on. */
  watch(window: BrowserWindow): void;
  leave(): void;
}

/** What of the app is outside its window: near the clock, on the taskbar, in notifications, under two keys. */
export const createPresence = ({ window, tell, lock, stateFile, onBug }: PresenceDeps): Presence => {
  const open = (): void => bringToFront(window());
  const openOn = (quoi: 'appels' | 'qui-appelle') => (): void => {
    open();
    tell('systeme:ouvrir', { quoi });
  };
  const settings = createKnownSettings(createSideFile(stateFile, onBug), () => apply());
  const shortcut = createGlobalShortcut({
    register: (keys, onPress) => globalShortcut.register(keys, onPress),
    unregister: (keys) => globalShortcut.unregister(keys),
    onPress: openOn('qui-appelle'),
  });
  const veille = createVeille({
    isWanted: () => settings.current().resterEnVeille,
    hasArea: () => hasNotificationArea(process.platform, ask),
    makeTray,
    open,
    openAppels: openOn('appels'),
    lock,
    quit: () => app.quit(),
    hide: () => window()?.hide(),
    firstStay: settings.firstStay,
    notify: (titre, texte) => void showNotification(titre, texte, open),
    onBug,
  });
  const rappels = createRappels({
    isWanted: () => settings.current().notifierRappels,
    isFocused: () => window()?.isFocused() === true,
    notify: showNotification,
    openAppels: openOn('appels'),
  });
  const badge = createBadge({
    platform: process.platform,
    setBadgeCount: (nombre) => void app.setBadgeCount(nombre),
    setOverlay: (text, description) =>
      window()?.setOverlayIcon(
        text === null
          ? null
          : nativeImage.createFromBitmap(drawCount(text), { width: pictureEdge, height: pictureEdge }),
        description,
      ),
  });
  const apply = (): void => {
    const { raccourciGlobal } = settings.current();
    shortcut.apply(raccourciGlobal);
    veille.apply().catch(onBug);
  };
  const count = (nombre: number): void => {
    badge.show(nombre);
    veille.count(nombre);
  };
  apply();
  return {
    learnSettings: settings.learn,
    hear(name, payload) {
      const after = countAfter(name, payload);
      if (after === null) return;
      count(after.told);
      if (after.isDue) rappels.due(after.told);
    },
    count,
    state: async () => ({ raccourci: shortcut.state(), zone: (await veille.area()) ? 'presente' : 'absente' }),
    watch: (watched) =>
      void watched.on('close', (event) => {
        if (veille.stays()) event.preventDefault();
      }),
    leave() {
      veille.leave();
      shortcut.release();
    },
  };
};
