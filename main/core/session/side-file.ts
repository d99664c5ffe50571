import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';

/** In clear beside the encrypted file: what may still be said when the key is gone. Counts and dates only. */
const sideFile = z.object({
  non_envoyes: z.number().int().nonnegative(),
  dernier_envoi: z.string().nullable(),
});
export type SideFile = z.infer<typeof sideFile>;

export const emptySideFile: SideFile = { non_envoyes: 0, dernier_envoi: null };

export async function readSideFile(path: string): Promise<SideFile> {
  try {
    return sideFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return emptySideFile;
  }
}

export const writeSideFile = (path: string, content: SideFile): Promise<void> =>
  writeFileAtomically(path, `${JSON.stringify(content)}\n`);
