import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, failure } from '../../../shared/contract/errors.ts';

/** An open file; `write` may take part of the bytes. */
export interface Ouvert {
  write(bytes: Uint8Array, from: number): Promise<{ bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What an export asks of the disk. */
export interface Disque {
  open(path: string, flags: string, mode?: number): Promise<Ouvert>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string): Promise<void>;
}
export const disqueDuPoste: Disque = { open, rename, rm };

/** The failures of a disk that a person can do something about; anything else is a bug and is thrown on. */
export function ecritureRefusee(error: unknown): { ok: false; error: Failure } | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return failure('DISQUE_PLEIN');
  // In use by a spreadsheet, read-only, unplugged, name too long: the sentence is the same, the motive is for support.
  return failure('ECRITURE_REFUSEE', { motif: error.code });
}

/** Everything is given to the disk before the name: a reader finds the old file or the new one, never a part. */
export class FichierPartiel {
  readonly #disque: Disque;
  readonly #cible: string;
  readonly #part: string;
  readonly #file: Ouvert;
  #isClosed = false;

  private constructor(disque: Disque, cible: string, part: string, file: Ouvert) {
    this.#disque = disque;
    this.#cible = cible;
    this.#part = part;
    this.#file = file;
  }

  /** `part` stands in the folder of `cible`, so that the rename stays on one disk. */
  static async create(disque: Disque, cible: string, part: string): Promise<FichierPartiel> {
    return new FichierPartiel(disque, cible, part, await disque.open(part, 'wx', 0o600));
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, from);
      from += bytesWritten;
    }
  }

  /** Everything is on the disk, under the name of the part. */
  async settle(): Promise<void> {
    await this.#file.sync();
    await this.#close();
  }

  /** After `settle`: from here on the file is there. */
  async publish(): Promise<void> {
    await this.#disque.rename(this.#part, this.#cible);
    await this.#syncFolder();
  }

  /** Nothing of it stays, unless its folder has left: the next start looks again. */
  async discard(): Promise<void> {
    try {
      await this.#close();
      await this.#disque.rm(this.#part);
    } catch (error: unknown) {
      if (ecritureRefusee(error) === null) throw error;
    }
  }

  async #close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#file.close();
  }

  /** The new name survives a power cut too; Windows has no such call and keeps its own journal. */
  async #syncFolder(): Promise<void> {
    try {
      const folder = await this.#disque.open(dirname(this.#cible), 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch (error: unknown) {
      if (ecritureRefusee(error) === null) throw error;
    }
  }
}

export const partDe = (cible: string, uuid: string): string => join(dirname(cible), `rappel-cfa-${uuid}.part`);
