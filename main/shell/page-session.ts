import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { net, protocol, type Session, session } from 'electron';
import { guardSession } from './guards.ts';
import { pageScheme } from './page-address.ts';
import { createPageFiles } from './page-files.ts';

/** Must run before `ready`: the page needs a real origin for modules, styles and its own storage. */
export const registerPageScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
};

/** The page's session: in memory (no `persist:`), without network, serving app:// from one folder. */
export const createPageSession = (rendererFolder: string, devOrigin: string | null): Session => {
  const pageSession = session.fromPartition('page', { cache: false });
  // The checker would fetch dictionaries and keep a list of the words typed.
  pageSession.setSpellCheckerEnabled(false);
  guardSession(pageSession, devOrigin);
  const answer = createPageFiles({
    root: rendererFolder,
    readFile: async (path) => new Uint8Array(await readFile(path)),
    makeNonce: () => randomBytes(18).toString('base64'),
    dev: devOrigin === null ? null : { origin: devOrigin, fetch: (url) => net.fetch(url) },
  });
  pageSession.protocol.handle(pageScheme, ({ method, url }) => answer({ method, url }));
  return pageSession;
};
