import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a small file so that a reader, or a restart after a power cut, finds the old text or the new one, never a part.
 * The rename is the commit; the fsync before it keeps a journalling file system from committing an empty file.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  // Outside the guard below: a part that was there already is somebody else's, and stays.
  const file = await open(part, 'wx', 0o600);
  try {
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
