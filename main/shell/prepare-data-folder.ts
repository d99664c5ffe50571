import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystemProbe, isNetworkShare, systemProbe } from '../core/session/network-share.ts';

export type DataFolderResult =
  | { ok: true; folder: string }
  | { ok: false; problem: 'dossierReseau' | 'dossierIllisible' };

/** Makes the folder of the accounts' files, for this person only, and refuses a network share. */
export const prepareDataFolder = (userData: string, probe: FileSystemProbe = systemProbe): DataFolderResult => {
  const folder = join(userData, 'donnees');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    const realPath = realpathSync.native(folder);
    if (isNetworkShare(realPath, probe)) return { ok: false, problem: 'dossierReseau' };
    return { ok: true, folder: realPath };
  } catch {
    return { ok: false, problem: 'dossierIllisible' };
  }
};
