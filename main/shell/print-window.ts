import { BrowserWindow, type Session } from 'electron';
import type { DocumentImprime } from '../../shared/contract/ipc/systeme.ts';
import { printPageUrl } from './page-address.ts';
import type { PrintWindow } from './print-sheet.ts';
import { pagePreferences } from './window.ts';

/** The page writes its word on its root once, when every sheet is laid out with its font, or when it cannot be. */
const untilReady = `new Promise((resolve) => {
  const look = () => {
    const word = document.documentElement.dataset.impression;
    return word === undefined ? false : (resolve(word), true);
  };
  if (!look()) new MutationObserver((_, observer) => { if (look()) observer.disconnect(); })
    .observe(document.documentElement, { attributes: true });
})`;

/** The sheets have their own margins, and their exact size in the style of the page. */
const paper = { pageSize: 'A4', printBackground: true, landscape: false } as const;

/** The size of a sheet at 96 dots an inch; only a hint, nothing is ever shown. */
const size = { width: 794, height: 1123 } as const;

export interface PrintWindowOptions {
  session: Session;
  preload: string;
  isPackaged: boolean;
}

/** Opens the hidden window: the page's session, sandbox, preload and policy, and its own address. */
export const openPrintWindow = (
  { session, preload, isPackaged }: PrintWindowOptions,
  impression: string,
  document: DocumentImprime,
): PrintWindow => {
  const window = new BrowserWindow({
    ...size,
    show: false,
    skipTaskbar: true,
    webPreferences: { ...pagePreferences({ session, preload, isPackaged }), backgroundThrottling: false },
  });
  const { webContents } = window;
  const { id } = webContents;
  window.setContentProtection(true);
  const loaded = window.loadURL(printPageUrl(impression, document));
  return {
    webContentsId: id,
    ready: async () => {
      await loaded;
      const word: unknown = await webContents.executeJavaScript(untilReady);
      return word === 'prete' ? 'prete' : 'echec';
    },
    toPrinter: () =>
      new Promise((resolve) => {
        webContents.print({ silent: false, ...paper, margins: { marginType: 'none' } }, (isDone, reason) => {
          // A cancel and a failure differ by this word alone: Electron gives nothing else.
          if (isDone) resolve('faite');
          else resolve(/cancel/i.test(reason) ? 'annulee' : 'echec');
        });
      }),
    toPdf: () =>
      webContents.printToPDF({ ...paper, preferCSSPageSize: true, margins: { top: 0, bottom: 0, left: 0, right: 0 } }),
    onGone: (listener) => {
      window.once('closed', listener);
      webContents.once('render-process-gone', listener);
      webContents.once('preload-error', listener);
      webContents.once('did-fail-load', listener);
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
};
