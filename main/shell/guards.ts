import { app, type Session } from 'electron';
import { isPageUrl } from './page-address.ts';

/** Holds every page this app ever makes to its own address: no navigation, no new window, no webview, whoever asks. */
export const guardContents = (): void => {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
    contents.on('will-navigate', (event) => {
      // A reload of the page itself is no navigation away.
      if (!isPageUrl(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isPageUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};

/**
 * Denies every permission and every request that is not for the page's own files.
 * @param devOrigin the hot-reload server of `npm run dev`, null in the product.
 */
export const guardSession = (session: Session, devOrigin: string | null): void => {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => event.preventDefault());
  const devSocket = devOrigin?.replace(/^http:/, 'ws:');
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const isDev =
      devOrigin !== null && (url.startsWith('devtools://') || (devSocket !== undefined && url.startsWith(devSocket)));
    callback({ cancel: !isPageUrl(url) && !isDev });
  });
};
