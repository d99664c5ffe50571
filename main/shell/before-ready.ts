import { app } from 'electron';
import { logBug } from './bug-log.ts';
import { currentDataFolder } from './data-folder.ts';
import { type LaunchOptions, parseLaunchOptions } from './launch-options.ts';
import { registerPageScheme } from './page-session.ts';
import { prepareDataFolder } from './prepare-data-folder.ts';
import { readSmallFile } from './read-small-file.ts';
import { textes } from './textes.ts';

/**
 * What must be settled before Electron is ready: switches, scheme, profile folder.
 * @param makeProfile its folder wins over the command line; null for the person's own.
 */
export const prepareApp = (makeProfile: (() => string) | null): void => {
  // Unhandled, Electron would show a modal window and block the main process for ever.
  process.on('uncaughtException', (error) => {
    logBug(error);
    app.exit(1);
  });
  process.on('unhandledRejection', logBug);
  app.setName('Rappel CFA');
  app.setAppUserModelId('fr.rappel-cfa.poste');
  // Date fields and form messages of the browser engine follow this, not the system.
  app.commandLine.appendSwitch('lang', 'fr');
  if (makeProfile !== null) app.setPath('userData', makeProfile());
  else if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', currentDataFolder());
  registerPageScheme();
};

export type StartCheck =
  | { ok: true; options: LaunchOptions; dataFolder: string }
  | { ok: false; code: string; sentence: string };

/** Reads the command line and the data folder: what is refused here is told in one sentence and nothing starts. */
export const checkStart = (): StartCheck => {
  const options = parseLaunchOptions({
    read: (name) => app.commandLine.getSwitchValue(name),
    readFile: readSmallFile,
    isPackaged: app.isPackaged,
  });
  if (!options.ok) {
    const code = options.option === 'serveur' ? 'SERVEUR_NON_CONFIGURE' : 'CODE_INVALIDE';
    return { ok: false, code, sentence: textes.optionRefusee[options.option] };
  }
  const data = prepareDataFolder(app.getPath('userData'));
  if (!data.ok) return { ok: false, code: 'DOSSIER_RESEAU', sentence: textes[data.problem] };
  return { ok: true, options: options.value, dataFolder: data.folder };
};
