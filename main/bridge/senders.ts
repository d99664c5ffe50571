import type { Channel } from '../../shared/contract/ipc/index.ts';
import type { Sender } from './router.ts';

/** The channels that the print window may ask, and that the page may not. */
const printChannels: ReadonlySet<Channel | null> = new Set<Channel>(['impressions:feuille', 'agenda:feuille']);

export interface TrustedSenders {
  isPageUrl(url: string): boolean;
  /** The web contents of the app's window, while there is one. */
  page(): number | undefined;
  /** Those of the hidden window that lays a sheet out, while there is one. */
  print(): number | undefined;
}

/** Who may ask what: the page everything but the pages of a printed sheet, the print window these pages and nothing else. */
export const createTrust =
  ({ isPageUrl, page, print }: TrustedSenders) =>
  ({ isMainFrame, url, webContentsId }: Sender, channel: Channel | null): boolean => {
    if (!isMainFrame || !isPageUrl(url)) return false;
    return webContentsId === (printChannels.has(channel) ? print() : page());
  };
