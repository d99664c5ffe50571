import { join } from 'node:path';
import { app, dialog } from 'electron';
import { checkStart, prepareApp } from './shell/before-ready.ts';
import { logBug } from './shell/bug-log.ts';
import { startShell } from './shell/start-shell.ts';
import { textes } from './shell/textes.ts';

// Nothing here may wait before `ready`: the page's scheme has to be registered first.
prepareApp();

const start = (): void => {
  const check = checkStart();
  if (check.ok) {
    startShell({ launch: check.options, dataFolder: check.dataFolder, distFolder: join(import.meta.dirname, '..') });
    return;
  }
  // For whoever deploys in silence: the code, before a window that waits for a click.
  process.stderr.write(`${check.code}\n`);
  dialog.showErrorBox(textes.demarrageImpossible, check.sentence);
  app.exit(2);
};

if (app.requestSingleInstanceLock())
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      logBug(error);
      app.exit(1);
    });
else app.quit();
