import { lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const prefix = 'rappel-cfa-verification-';
/** A check lasts a minute at most: what is older belongs to none that still runs. */
const abandonedAfterMs = 3_600_000;

/** Removes the folder if the system lets it: on Windows, files that are still open stay for the next check to remove. */
export const removeSelfCheckProfile = (folder: string, remove = rmSync): void => {
  // Nothing but a folder made below, whatever the caller was given.
  if (!basename(folder).startsWith(prefix)) return;
  try {
    remove(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // What the check found does not depend on it.
  }
};

const isAbandoned = (folder: string, nowMs: number): boolean => {
  try {
    const stats = lstatSync(folder);
    return stats.isDirectory() && nowMs - stats.mtimeMs > abandonedAfterMs;
  } catch {
    return false;
  }
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/**
 * A profile of its own, whatever `--user-data-dir` says: nobody's files are read, and a running app is not disturbed.
 * Those that earlier checks could not remove go first.
 */
export const makeSelfCheckProfile = (parent: string, nowMs: number, remove = rmSync): string => {
  for (const name of namesIn(parent)) {
    const folder = join(parent, name);
    if (name.startsWith(prefix) && isAbandoned(folder, nowMs)) removeSelfCheckProfile(folder, remove);
  }
  return realpathSync.native(mkdtempSync(join(parent, prefix)));
};
