import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes on disk of a packed application. */
export interface PackedSizes {
  total: number;
  /** resources/app.asar: the page, the shell and the core. */
  archive: number;
  /** resources/app.asar.unpacked: what the system's loader or another Node opens. */
  unpacked: number;
  /** Electron itself: all the rest. */
  electron: number;
}

const folderBytes = async (folder: string): Promise<number> => {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
};

export const measurePacked = async (folder: string): Promise<PackedSizes> => {
  const resources = join(folder, process.platform === 'darwin' ? 'Contents/Resources' : 'resources');
  const archive = (await stat(join(resources, 'app.asar'))).size;
  const unpacked = await folderBytes(join(resources, 'app.asar.unpacked'));
  const total = await folderBytes(folder);
  return { total, archive, unpacked, electron: total - archive - unpacked };
};

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const sizesSentence = ({ total, archive, unpacked, electron }: PackedSizes): string =>
  `${inMegabytes(total)} (Electron ${inMegabytes(electron)}, archive ${inMegabytes(archive)}, unpacked ${inMegabytes(unpacked)})`;
