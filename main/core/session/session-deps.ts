import type { CoreDeps } from '../deps.ts';
import type { Journal } from '../journal/journal.ts';
import type { AccountDeps } from './account.ts';
import type { AccountFolder } from './account-folder.ts';
import type { FileSystemProbe } from './network-share.ts';
import type { PosteSettings } from './poste-settings.ts';
import type { Entree } from './sans-serveur.ts';
import type { ServerTime } from './server-time.ts';
import type { UnsentNote } from './unsent-note.ts';

/** A folder held while something is asked of the person, and what they came in with that waits for the answer. */
export interface Waiting {
  folder: AccountFolder;
  entree: Entree | null;
  note: UnsentNote;
}

export interface SessionDeps {
  core: CoreDeps;
  probe: FileSystemProbe;
  journal: Journal;
  serverTime: ServerTime;
  settings: PosteSettings;
  saveSettings(settings: PosteSettings): Promise<void>;
  account: Omit<AccountDeps, 'onVerdict' | 'serveurNomme'>;
  onChange(): void;
  /** The server's order to erase: to be run in turn with the person's commands. */
  onLost(): void;
}
