import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface FolderSurroundings {
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

const productFolder = 'Rappel CFA';

const absoluteOr = (value: string | undefined, fallback: string): string =>
  value !== undefined && (isAbsolute(value) || /^[A-Za-z]:\\/.test(value)) ? value : fallback;

/** Local application data: Electron's own default would roam on Windows and carry minors' data to a file server. */
export const localDataFolder = ({ platform, env, home }: FolderSurroundings): string => {
  if (platform === 'win32') return `${absoluteOr(env.LOCALAPPDATA, `${home}\\AppData\\Local`)}\\${productFolder}`;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', productFolder);
  return join(absoluteOr(env.XDG_DATA_HOME, join(home, '.local', 'share')), 'rappel-cfa');
};

export const currentDataFolder = (): string =>
  localDataFolder({ platform: process.platform, env: process.env, home: homedir() });
