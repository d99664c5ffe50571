import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

export interface WholeFiles {
  /** Beside its place until it is whole, then in it: nobody ever finds half a file under the name they chose. */
  write(path: string, content: Uint8Array): Promise<void>;
  /** At start: what a write that was killed left beside its place. */
  removeLeftover(): Promise<void>;
}

const ending = '.pdf.part';

/** @param noteFile where the one part that is being written is named, so that the next start finds it. */
export const createWholeFiles = (noteFile: string): WholeFiles => ({
  async write(path, content) {
    const part = `${path}.part`;
    try {
      await writeFile(noteFile, part, { mode: 0o600 });
      await writeFile(part, content, { mode: 0o600 });
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
      await rm(noteFile, { force: true });
    }
  },
  async removeLeftover() {
    const part = await readFile(noteFile, 'utf8').catch(() => null);
    if (part === null) return;
    // Whatever the note says, nothing but such a part is ever removed.
    if (isAbsolute(part) && part.endsWith(ending)) await rm(part, { force: true });
    await rm(noteFile, { force: true });
  },
});
