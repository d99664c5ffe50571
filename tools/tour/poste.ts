import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type LaunchedApp, launchApp } from '../launch-app.ts';

export interface PosteOptions {
  /** Everything this poste writes lies below: profile, temporary files, home. */
  folder: string;
  /** Options of the app, without dashes: `serveur=https://…`, `code=XXXXXXXX`. */
  options?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** How long each wait on its page may last; Playwright's own otherwise. */
  defaultTimeoutMs?: number;
}

/** One PC: a profile of its own that outlives the app, which can be opened, killed and opened again. */
export interface Poste {
  folder: string;
  profile: string;
  launched(): LaunchedApp;
  page(): Page;
  open(options?: readonly string[]): Promise<Page>;
  /** Quits as a person does. */
  close(): Promise<void>;
  /** SIGKILL to Electron. */
  kill(): Promise<void>;
  /** A picture of where it stands, when it still stands. */
  lookBeforeLeaving(file: string): Promise<void>;
}

/** Folders that the app and its libraries may write to, all below the poste's own: the byte scan reads them. */
const privateSurroundings = (folder: string): Record<string, string> => ({
  TMPDIR: join(folder, 'tmp'),
  HOME: join(folder, 'home'),
  XDG_CONFIG_HOME: join(folder, 'home', '.config'),
  XDG_CACHE_HOME: join(folder, 'home', '.cache'),
  XDG_DATA_HOME: join(folder, 'home', '.local', 'share'),
});

/** Hours are told as in the office of the demo, wherever the tour runs. */
const clock = { TZ: 'Europe/Paris' } as const;

export const createPoste = async (posteOptions: PosteOptions): Promise<Poste> => {
  const { folder, options = [], env = {}, defaultTimeoutMs } = posteOptions;
  const profile = join(folder, 'profil');
  const surroundings = privateSurroundings(folder);
  for (const path of [profile, ...Object.values(surroundings)]) await mkdir(path, { recursive: true, mode: 0o700 });
  let launched: LaunchedApp | null = null;
  const current = (): LaunchedApp => {
    if (launched === null) throw new Error('this poste is not open');
    return launched;
  };
  return {
    folder,
    profile,
    launched: current,
    page: () => current().page,
    async open(more = options) {
      launched = await launchApp({
        userDataFolder: profile,
        options: more,
        env: { ...surroundings, ...clock, ...env },
      });
      if (defaultTimeoutMs !== undefined) launched.page.setDefaultTimeout(defaultTimeoutMs);
      return launched.page;
    },
    async close() {
      await launched?.close();
      launched = null;
    },
    async kill() {
      await launched?.kill();
      launched = null;
    },
    async lookBeforeLeaving(file) {
      try {
        await launched?.page.screenshot({ path: file, timeout: 5_000 });
      } catch {
        // The window is gone: there is nothing to look at.
      }
    },
  };
};
