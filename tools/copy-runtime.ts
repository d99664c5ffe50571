import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './electron-runtime.ts';

/** @returns `target`, a copy of the runtime without the launcher that stands where a development app would. */
export const copyRuntime = async (runtime: ElectronRuntime, target: string): Promise<string> => {
  const launcher = join(runtime.folder, 'resources', 'app');
  await cp(runtime.folder, target, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => source !== launcher,
  });
  return target;
};
