import { parseServerUrl } from './external-urls.ts';

/**
 * Every option of the command line, in one place (docs/deploiement.md tells them to IT teams):
 * - `--serveur=URL`: base URL of the sync API (https, or http on the loopback); the person is then not asked for it.
 * - `--code=XXXXXXXX`: enrolment code, prefilled on the first run.
 * - `--user-data-dir=FOLDER`: Chromium's own; profile and data go there. Must be local.
 * - `--page-dev=URL`: loopback address of the hot-reload server; ignored by a packaged app.
 */
export interface LaunchOptions {
  serveur: string | null;
  code: string | null;
  pageDev: string | null;
}

export type LaunchOptionsResult = { ok: true; value: LaunchOptions } | { ok: false; option: 'serveur' | 'code' };

const isLoopbackOrigin = (text: string): boolean => /^http:\/\/127\.0\.0\.1:[0-9]{2,5}$/.test(text);

/** @param read the value of a switch, empty when absent. */
export const parseLaunchOptions = (read: (name: string) => string, isPackaged: boolean): LaunchOptionsResult => {
  const serveurText = read('serveur');
  const serveur = serveurText === '' ? null : parseServerUrl(serveurText);
  if (serveurText !== '' && serveur === null) return { ok: false, option: 'serveur' };
  const codeText = read('code');
  if (codeText !== '' && !/^[A-Za-z0-9-]{4,20}$/.test(codeText)) return { ok: false, option: 'code' };
  const pageDevText = read('page-dev');
  return {
    ok: true,
    value: {
      serveur,
      code: codeText === '' ? null : codeText.toUpperCase(),
      pageDev: !isPackaged && isLoopbackOrigin(pageDevText) ? pageDevText : null,
    },
  };
};
