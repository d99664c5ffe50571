import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isFolderId } from './account-folder.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { parseServerUrl } from './server-url.ts';

/** What a poste must know before any key is open. It is in clear: no secret, no name of a person. */
export const posteSettings = z.object({
  v: z.literal(1),
  // Anyone may write here: an address that a person could not have typed counts as none.
  serveur: z
    .string()
    .nullable()
    .transform((text) => {
      const parsed = parseServerUrl(text ?? '');
      return parsed.ok ? parsed.value : null;
    }),
  /** Folder of the account in use, an opaque id. */
  compte: z.string().refine(isFolderId).nullable(),
  /** Folders that began without a server, by the folder that their account would have had. */
  dossiers: z.record(z.string().refine(isFolderId), z.string().refine(isFolderId)).default({}),
});
export type PosteSettings = z.infer<typeof posteSettings>;

const fileName = 'poste.json';

async function onlyAccount(dataFolder: string): Promise<string | null> {
  try {
    const found = (await readdir(join(dataFolder, 'comptes'))).filter(isFolderId);
    return found.length === 1 ? (found[0] ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * A settings file that cannot be read is kept aside; when this poste has one account only, that account is found again,
 * because losing the way to a file with unsent saisies would be as bad as losing the file.
 */
export async function readPosteSettings(dataFolder: string, stamp: string): Promise<PosteSettings> {
  const path = join(dataFolder, fileName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return { v: 1, serveur: null, compte: await onlyAccount(dataFolder), dossiers: {} };
  }
  try {
    return posteSettings.parse(JSON.parse(text));
  } catch {
    await rename(path, join(dataFolder, `poste-illisible-${stamp}.json`));
    return { v: 1, serveur: null, compte: await onlyAccount(dataFolder), dossiers: {} };
  }
}

export const writePosteSettings = (dataFolder: string, settings: PosteSettings): Promise<void> =>
  writeFileAtomically(join(dataFolder, fileName), `${JSON.stringify(settings)}\n`);
