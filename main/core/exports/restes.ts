import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { Disque } from './fichier.ts';

/**
 * The parts that are being written outside, by their full path, in the encrypted file: a kill leaves people's data in
 * clear beside the document that somebody chose. Only what stands here is ever removed, never what merely looks alike.
 */
const parts = z.array(z.string());
/** A key that never comes back must not fill the list. */
const gardees = 20;

const readParts = (db: Sqlite): string[] => readLocal(db, 'exports-en-cours', parts) ?? [];

const writeParts = (db: Sqlite, kept: readonly string[]): void =>
  writeLocal(db, 'exports-en-cours', kept.length === 0 ? null : kept.slice(-gardees));

/** In the transaction that starts the export, before its file exists. */
export const retenirPart = (db: Sqlite, part: string): void => writeParts(db, [...readParts(db), part]);

async function isFolderThere(part: string): Promise<boolean> {
  try {
    return (await stat(dirname(part))).isDirectory();
  } catch {
    return false;
  }
}

/** A part that cannot be removed now, or whose folder is away, is tried again by the next start. */
async function isGone(disque: Disque, part: string): Promise<boolean> {
  try {
    await disque.rm(part);
    return true;
  } catch (error: unknown) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' && (await isFolderThere(part));
  }
}

const oublier = (store: Store, gone: ReadonlySet<string>): Result<null> =>
  store.writePersons((db) => {
    writeParts(
      db,
      readParts(db).filter((part) => !gone.has(part)),
    );
    return success(null);
  });

/** Once the export has ended, whichever way. A disk too full to note it keeps the note, which harms nobody. */
export async function oublierPart(store: Store, disque: Disque, part: string): Promise<void> {
  if (await isGone(disque, part)) oublier(store, new Set([part]));
}

/** What a former run of the program left. */
export async function retirerRestes(store: Store, disque: Disque): Promise<void> {
  const gone = new Set<string>();
  for (const part of readParts(store.persons)) if (await isGone(disque, part)) gone.add(part);
  if (gone.size > 0) oublier(store, gone);
}
