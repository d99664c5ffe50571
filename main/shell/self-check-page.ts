import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { failure } from '../../shared/contract/errors.ts';
import { contract } from '../../shared/contract/ipc/index.ts';
import { connectRouter } from '../bridge/page-link.ts';
import { createRouter } from '../bridge/router.ts';
import { logBug } from './bug-log.ts';
import type { CoreClient } from './core-client.ts';
import { isPageUrl, pageUrl } from './page-address.ts';
import { createPageSession } from './page-session.ts';
import type { Outcome } from './self-check.ts';
import { pagePreferences } from './window.ts';

/** The page draws its screen only with the core's answer, so a drawn screen has been through the bridge and back. */
const untilDrawn = `new Promise((resolve) => {
  const look = () => document.querySelector('#page main') === null ? false : (resolve(true), true);
  if (!look()) new MutationObserver((_, observer) => { if (look()) observer.disconnect(); })
    .observe(document, { childList: true, subtree: true });
})`;

export interface PageCheckOptions {
  distFolder: string;
  core: CoreClient;
}

/** Loads the product's page, as the product does, in a window that is never shown. */
export const checkPage = async ({ distFolder, core }: PageCheckOptions): Promise<Outcome> => {
  const pageSession = createPageSession(join(distFolder, 'renderer'), null);
  const preload = join(distFolder, 'preload', 'index.cjs');
  const window = new BrowserWindow({
    show: false,
    webPreferences: pagePreferences({ session: pageSession, preload, isPackaged: true }),
  });
  connectRouter(
    createRouter({
      sources: [
        {
          name: 'core',
          channels: Object.keys(contract),
          handle: async (channel, request) =>
            channel.startsWith('systeme:') ? failure('INTROUVABLE') : await core.call(channel, request),
        },
      ],
      isTrusted: ({ isMainFrame, url, webContentsId }) =>
        isMainFrame && isPageUrl(url) && webContentsId === window.webContents.id,
      isDeskOpen: () => false,
      onBug: (_channel, error) => logBug(error),
    }),
  );
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const fail = (cause: string) => (): void => resolve({ ok: false, cause });
  const { webContents } = window;
  webContents.on('preload-error', fail('PONT_ABSENT'));
  webContents.on('render-process-gone', fail('PAGE_ARRETEE'));
  webContents.on('did-fail-load', fail('PAGE_ABSENTE'));
  pageSession.webRequest.onCompleted(({ statusCode, resourceType }) => {
    if (statusCode >= 400) fail(resourceType === 'mainFrame' ? 'PAGE_ABSENTE' : 'PAGE_INCOMPLETE')();
  });
  window
    .loadURL(pageUrl)
    .then(() => webContents.executeJavaScript(untilDrawn))
    .then(() => resolve({ ok: true, facts: {} }), fail('PAGE_ABSENTE'));
  try {
    return await promise;
  } finally {
    if (!window.isDestroyed()) window.destroy();
  }
};
