import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';

/**
 * Opaque: neither the identifiant nor the server's id of the compte can be read in a path. The server's origin is part
 * of it: another server that answers the same id of compte is led to another folder, never into this one.
 */
export const folderIdOf = (serveur: string, compteId: string): string =>
  createHash('sha256').update(`rappel-cfa:compte:${serveur}:${compteId}`, 'utf8').digest('hex').slice(0, 32);
/** The one account of a poste that began without a server. */
export const folderIdSansServeur = createHash('sha256')
  .update('rappel-cfa:compte:sans-serveur', 'utf8')
  .digest('hex')
  .slice(0, 32);
/** Whether this poste holds the file of an account already. */
export const hasAccountFile = (dataFolder: string, id: string): boolean =>
  (statSync(join(dataFolder, 'comptes', id, 'base.sqlite'), { throwIfNoEntry: false })?.size ?? 0) > 0;
export const isFolderId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** One account's folder, held by this process alone until `release`. */
export interface AccountFolder {
  id: string;
  path: string;
  base: string;
  coffre: string;
  resume: string;
  hasBase(): boolean;
  /** Renames the file, its journals and the sealed secrets that no longer open, with the date; deletes nothing. */
  setAside(stamp: string, what: { base: boolean; coffre: boolean }): Promise<void>;
  release(): void;
  /** A lost or stolen poste: everything in the folder goes, what was set aside included. */
  erase(): Promise<void>;
}

/**
 * The lock is a SQLite EXCLUSIVE lock on an empty file: the operating system drops it when the process dies, so there
 * is no stale lock to judge after a power cut, and a process id used twice cannot shut anyone out.
 */
function lock(path: string): Result<() => void> {
  let handle: Database.Database | undefined;
  try {
    handle = new Database(join(path, 'verrou'), { timeout: 0 });
    const held = handle;
    held.exec('BEGIN EXCLUSIVE');
    return success(() => {
      if (held.open) held.close();
    });
  } catch {
    handle?.close();
    return failure('OCCUPE');
  }
}

/** Failures: OCCUPE (another program has it), DISQUE_PLEIN, BASE_ILLISIBLE when the folder itself is refused. */
export async function openAccountFolder(dataFolder: string, id: string): Promise<Result<AccountFolder>> {
  const path = join(dataFolder, 'comptes', id);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    // mkdir's mode is masked by umask and ignored for a folder that was there already.
    await chmod(path, 0o700);
  } catch (error: unknown) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return failure(isFull ? 'DISQUE_PLEIN' : 'BASE_ILLISIBLE');
  }
  const locked = lock(path);
  if (!locked.ok) return locked;
  // Left by a power cut between the writing of a small file and its rename.
  for (const name of await readdir(path)) if (name.endsWith('.part')) await rm(join(path, name), { force: true });
  const base = join(path, 'base.sqlite');
  return success({
    id,
    path,
    base,
    coffre: join(path, 'coffre.json'),
    resume: join(path, 'resume.json'),
    // An empty file holds nothing a key could be missing for: a crash between its creation and its first table.
    hasBase: () => (statSync(base, { throwIfNoEntry: false })?.size ?? 0) > 0,
    async setAside(stamp, what) {
      const files = [
        ...(what.coffre ? ['coffre.json'] : []),
        ...(what.base ? ['base.sqlite-wal', 'base.sqlite-shm', 'base.sqlite-journal', 'base.sqlite'] : []),
      ];
      for (const name of files)
        if (existsSync(join(path, name))) await rename(join(path, name), join(path, `mis-de-cote-${stamp}-${name}`));
    },
    release: locked.value,
    async erase() {
      locked.value();
      await rm(path, { recursive: true, force: true });
    },
  });
}
