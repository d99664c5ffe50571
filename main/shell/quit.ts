import { app, BrowserWindow, powerMonitor } from 'electron';

/** How long the core may still send what is ready (PROTOCOL 2: sendable at once on quit). */
export const quitBoundMs = 4_000;

/** Leaves in order: windows away at once, then the core sends and closes its file, then the app ends. */
export const quitInOrder = (stop: (boundMs: number) => Promise<void>): void => {
  let isDone = false;
  let isStopping = false;
  app.on('window-all-closed', () => app.quit());
  powerMonitor.on('shutdown', () => app.quit());
  app.on('before-quit', (event) => {
    if (isDone) return;
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void stop(quitBoundMs).finally(() => {
      isDone = true;
      app.quit();
    });
  });
};
