import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { checkStart, prepareApp } from './shell/before-ready.ts';
import { logBug } from './shell/bug-log.ts';
import { makeSelfCheckProfile, removeSelfCheckProfile } from './shell/self-check-profile.ts';
import { isSelfCheckAsked, startSelfCheck } from './shell/start-self-check.ts';
import { startShell } from './shell/start-shell.ts';
import { systemClock } from './shell/system-clock.ts';
import { textes } from './shell/textes.ts';

const distFolder = join(import.meta.dirname, '..');
const isSelfCheck = isSelfCheckAsked();

// Nothing here may wait before `ready`: the page's scheme has to be registered first.
prepareApp(isSelfCheck ? () => makeSelfCheckProfile(tmpdir(), systemClock.now()) : null);

const start = (): void => {
  const check = checkStart();
  if (check.ok) {
    startShell({ launch: check.options, dataFolder: check.dataFolder, distFolder });
    return;
  }
  // For whoever deploys in silence: the code, before a window that waits for a click.
  process.stderr.write(`${check.code}\n`);
  dialog.showErrorBox(textes.demarrageImpossible, check.sentence);
  app.exit(2);
};

// A check is no second instance: it runs beside an application that is open.
if (isSelfCheck || app.requestSingleInstanceLock())
  app
    .whenReady()
    .then(() => (isSelfCheck ? startSelfCheck(distFolder) : start()))
    .catch((error: unknown) => {
      logBug(error);
      if (isSelfCheck) removeSelfCheckProfile(app.getPath('userData'));
      app.exit(1);
    });
else app.quit();
