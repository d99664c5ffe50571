import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './electron-runtime.ts';

/**
 * Writes, beside the built app, which Node hosts the core: the one that runs this tool, when the Electron is too old
 * for the SQLite addon. With a recent Electron there is no such file.
 */
export const writeCoreHost = async (distFolder: string, coreHost: ElectronRuntime['coreHost']): Promise<void> => {
  const file = join(distFolder, 'core-host.json');
  if (coreHost === 'utility') {
    await rm(file, { force: true });
    return;
  }
  await mkdir(distFolder, { recursive: true });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, JSON.stringify({ node: process.execPath }));
  await rename(part, file);
};
