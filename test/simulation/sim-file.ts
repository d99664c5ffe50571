import { copyFileSync, existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type { Seeded } from './seeded.ts';

/**
 * The file of a poste, which survives what kills its process: a copy of what the disk held, with its WAL cut anywhere
 * after the last commit that a person was promised.
 */
export class SimFile {
  readonly #folder: string;
  readonly #random: Seeded;
  #generation = 0;
  #promisedWal = 0;
  cuts = 0;

  constructor(folder: string, random: Seeded) {
    this.#folder = folder;
    this.#random = random;
  }

  get path(): string {
    return this.#nth(this.#generation);
  }

  #nth(generation: number): string {
    return path.join(this.#folder, `poste-${generation}.db`);
  }

  get #wal(): string {
    return `${this.path}-wal`;
  }

  /** What is committed by now is promised. */
  promise(): void {
    this.#promisedWal = existsSync(this.#wal) ? statSync(this.#wal).size : 0;
  }

  /** The power goes: what the disk holds is put aside. */
  cut(): void {
    this.cuts += 1;
    const copy = this.#nth(this.#generation + 1);
    copyFileSync(this.path, copy);
    for (const suffix of ['-wal', '-journal']) {
      if (existsSync(this.path + suffix)) copyFileSync(this.path + suffix, copy + suffix);
    }
    if (!existsSync(this.#wal)) return;
    const size = statSync(this.#wal).size;
    const kept = this.#promisedWal + this.#random.below(Math.max(1, size - this.#promisedWal + 1));
    truncateSync(`${copy}-wal`, Math.min(size, kept));
  }

  /** What was put aside is the file from now on. */
  goOn(): void {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(this.path + suffix, { force: true });
    this.#generation += 1;
  }
}
