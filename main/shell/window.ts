import { BrowserWindow, nativeTheme, type Session, screen, type WebPreferences } from 'electron';
import { pageUrl } from './page-address.ts';
import type { SideFile } from './side-file.ts';
import { readWindowState, smallestSize, writeWindowState } from './window-state.ts';

export interface WindowOptions {
  session: Session;
  preload: string;
  /** Where it stood. */
  state: SideFile;
  isPackaged: boolean;
}

/** What the page may be and do, in whichever window it is loaded. */
export const pagePreferences = ({
  session,
  preload,
  isPackaged,
}: Pick<WindowOptions, 'session' | 'preload' | 'isPackaged'>): WebPreferences => ({
  session,
  preload,
  // Asked for here, not by app.enableSandbox(): that would undo --no-sandbox, without which root cannot run at all.
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  devTools: !isPackaged,
});

/** A page that keeps dying is left alone: reloading it for ever would hide why. */
const maximumReloads = 3;

/** Opens the one window of the app, where the person left it. */
export const openWindow = ({ session, preload, state: place, isPackaged }: WindowOptions): BrowserWindow => {
  const state = readWindowState(
    place.read(),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(state.position ?? {}),
    width: state.width,
    height: state.height,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Rappel CFA',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#f5f6f8',
    webPreferences: pagePreferences({ session, preload, isPackaged }),
  });
  if (state.maximized) window.maximize();
  // Until the core says that the desk is open, screen sharing sees nothing.
  window.setContentProtection(true);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    place.write(writeWindowState(window.getNormalBounds(), window.isMaximized()));
  });
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || reloads >= maximumReloads) return;
    reloads += 1;
    window.webContents.reload();
  });
  // A page that does not load shows nothing; the promise of loadURL repeats what `did-fail-load` says.
  window.loadURL(pageUrl).catch(() => undefined);
  return window;
};

export const bringToFront = (window: BrowserWindow | undefined): void => {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
