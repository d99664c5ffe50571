import { ipcMain, type WebContents } from 'electron';
import { parseEvent } from './page-events.ts';
import type { Router } from './router.ts';
import { eventWire, invokeWire } from './wire.ts';

/** Puts the router behind Electron's IPC. A frame that is already gone has no address, so it is nobody. */
export const connectRouter = (router: Router): void => {
  ipcMain.handle(invokeWire, async (event, channel: unknown, request: unknown) => {
    const frame = event.senderFrame;
    const sender = {
      isMainFrame: frame !== null && frame === event.sender.mainFrame,
      url: frame?.url ?? '',
      webContentsId: event.sender.id,
    };
    return await router(sender, channel, request);
  });
};

export const sendEvent = (page: WebContents, name: string, payload: unknown): void => {
  const event = parseEvent(name, payload);
  if (event !== null && !page.isDestroyed()) page.send(eventWire, event.name, event.payload);
};
