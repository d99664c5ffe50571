import { parseServerUrl } from './external-urls.ts';

/**
 * Every option of the command line, in one place (docs/deploiement.md tells them to IT teams):
 * - `--serveur=URL`: base URL of the sync API (https, or http on the loopback); the person is then not asked for it.
 * - `--code-fichier=PATH`: a file that holds the enrolment code, prefilled on the first run. To be preferred: other
 *   programs of the PC see the command line. The file is read once and left alone; once it was removed, nothing is
 *   prefilled.
 * - `--code=XXXXXXXX`: the code itself, for single-use codes (ten minutes); wins over the file.
 * - `--user-data-dir=FOLDER`: Chromium's own; profile and data go there. Must be local.
 * - `--self-check`, with or without `--json`: checks the installation without a window and ends (start-self-check.ts).
 * - `--page-dev=URL`: loopback address of the hot-reload server; ignored by a packaged app.
 */
export interface LaunchOptions {
  serveur: string | null;
  code: string | null;
  pageDev: string | null;
}

export type LaunchOptionsResult =
  | { ok: true; value: LaunchOptions }
  | { ok: false; option: 'serveur' | 'code' | 'code-fichier' };

export interface LaunchSources {
  /** The value of a switch, empty when absent. */
  read(name: string): string;
  /** The text of a small file, null when there is none; throws when it cannot be read. */
  readFile(path: string): string | null;
  isPackaged: boolean;
}

const isLoopbackOrigin = (text: string): boolean => /^http:\/\/127\.0\.0\.1:[0-9]{2,5}$/.test(text);

const isCode = (text: string): boolean => /^[A-Za-z0-9-]{4,20}$/.test(text);

/** The code of the file, empty when no file is named or none is there, null when the file holds no code. */
const codeOfFile = ({ read, readFile }: LaunchSources): string | null => {
  const path = read('code-fichier');
  if (path === '') return '';
  try {
    const text = readFile(path)?.trim() ?? '';
    return text === '' || isCode(text) ? text : null;
  } catch {
    return null;
  }
};

export const parseLaunchOptions = (sources: LaunchSources): LaunchOptionsResult => {
  const { read, isPackaged } = sources;
  const serveurText = read('serveur');
  const serveur = serveurText === '' ? null : parseServerUrl(serveurText);
  if (serveurText !== '' && serveur === null) return { ok: false, option: 'serveur' };
  const codeGiven = read('code');
  if (codeGiven !== '' && !isCode(codeGiven)) return { ok: false, option: 'code' };
  const codeText = codeGiven === '' ? codeOfFile(sources) : codeGiven;
  if (codeText === null) return { ok: false, option: 'code-fichier' };
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
