import { shell } from 'electron';
import { isAllowedExternal } from './external-urls.ts';

/** Opens an address outside the app, through the operating system, when the guard allows it. */
export const createOpenExternal =
  (serveur: () => string | null) =>
  async (url: string): Promise<boolean> => {
    if (!isAllowedExternal(url, serveur())) return false;
    try {
      await shell.openExternal(url);
      return true;
    } catch {
      return false;
    }
  };
