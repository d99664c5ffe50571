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

// Linux: statfs magic numbers of NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph and 9P.
const networkFilesystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x00c36400, 0x01021997,
]);

/**
 * SQLite's locks do not hold on a network share, and one would take the file off this machine.
 * @param realPath the path with links and mapped drives resolved: Windows then shows a share as `\\server\…`.
 * @param filesystemType as `statfs` answers it.
 */
export const isNetworkShare = (platform: string, realPath: string, filesystemType: number): boolean => {
  if (platform === 'win32') return /^(\\\\|\/\/)(?![?.][\\/](?!UNC[\\/]))/i.test(realPath);
  return platform === 'linux' && networkFilesystems.has(filesystemType >>> 0);
};
