import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One file in two places where the disk allows it: electron-builder copies from here, and only reads. */
const linkOrCopy = (from: string, to: string): Promise<void> => link(from, to).catch(() => copyFile(from, to));

/**
 * @returns a runtime without the launcher that stands where a development app would: `target`, made for that, or the
 * folder itself when it has none.
 */
export const withoutLauncher = async (folder: string, target: string): Promise<string> => {
  const launcher = join(folder, 'resources', 'app');
  if (!existsSync(launcher)) return folder;
  const copy = async (from: string, to: string): Promise<void> => {
    await mkdir(to);
    for (const entry of await readdir(from, { withFileTypes: true })) {
      const [source, place] = [join(from, entry.name), join(to, entry.name)];
      if (source === launcher) continue;
      await (entry.isDirectory() ? copy(source, place) : linkOrCopy(source, place));
    }
  };
  await copy(folder, target);
  return target;
};
