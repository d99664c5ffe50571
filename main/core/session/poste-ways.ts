import type { PosteSettings } from './poste-settings.ts';

/** Where this poste finds its server and its account, kept level with `poste.json`. */
export class PosteWays {
  #settings: PosteSettings;
  readonly #save: (settings: PosteSettings) => Promise<void>;

  constructor(settings: PosteSettings, save: (settings: PosteSettings) => Promise<void>) {
    this.#settings = settings;
    this.#save = save;
  }

  get serveur(): string | null {
    return this.#settings.serveur;
  }

  /** The folder in use. */
  get compte(): string | null {
    return this.#settings.compte;
  }

  /** The folder of an account, `own` being the one it would have: it may have begun without a server. */
  folderOf(own: string): string {
    return this.#settings.dossiers[own] ?? own;
  }

  nameServeur(serveur: string): Promise<void> {
    return this.#keep({ serveur });
  }

  use(folder: string, serveur: string | null): Promise<void> {
    return this.#keep({ compte: folder, serveur });
  }

  /** A folder is one account's: whoever it was promised to before has no way to it any more. */
  give(folder: string, own: string): Promise<void> {
    return this.#keep({ dossiers: { ...this.#without(folder), [own]: folder } });
  }

  /** What the folder held is gone or set aside. */
  async forget(folder: string, isInUse: boolean): Promise<void> {
    if (!isInUse && !Object.values(this.#settings.dossiers).includes(folder)) return;
    await this.#keep({ dossiers: this.#without(folder), ...(isInUse ? { compte: null } : {}) });
  }

  #without(folder: string): PosteSettings['dossiers'] {
    return Object.fromEntries(Object.entries(this.#settings.dossiers).filter(([, kept]) => kept !== folder));
  }

  async #keep(changes: Partial<PosteSettings>): Promise<void> {
    const next = { ...this.#settings, ...changes };
    await this.#save(next);
    this.#settings = next;
  }
}
