import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { createActesHandlers } from '../../main/core/actes/handlers.ts';
import { forgetDossiers, projectAll, projectDossiers, projectPending } from '../../main/core/candidats/projection.ts';
import { writeLocal } from '../../main/core/store/local.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { createSyncApi } from '../../main/core/sync/api.ts';
import { createSync, type SyncEngine } from '../../main/core/sync/engine.ts';
import type { Result } from '../../shared/contract/errors.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import { createNetwork, type Mood } from './network.ts';
import type { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';
import type { SimServer } from './sim-server.ts';

/** The poste's process died here; what follows in the old process no longer counts. */
export class Crash extends Error {}

export interface SimPosteParts {
  name: string;
  posteId: string;
  compteId: string;
  folder: string;
  random: Seeded;
  clock: WorldClock;
  server: () => SimServer;
  mood: () => Mood;
}

/**
 * A poste: the product's own store, projection, actes and engine over a real encrypted file. `crashIn(n)` kills it at
 * the n-th look of the engine at the outside (a breath or an exchange); what the disk then holds is the file as it was,
 * with its WAL cut anywhere after the last commit that a person was promised.
 */
export class SimPoste {
  readonly name: string;
  readonly posteId: string;
  readonly compteId: string;
  readonly #parts: SimPosteParts;
  #generation = 0;
  #fuse = Number.POSITIVE_INFINITY;
  #promisedWal = 0;
  #open: { store: Store; engine: SyncEngine } | null = null;
  skewMs = 0;
  crashes = 0;

  constructor(parts: SimPosteParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.posteId = parts.posteId;
    this.compteId = parts.compteId;
    mkdirSync(parts.folder, { recursive: true });
    this.open();
  }

  get #file(): string {
    return path.join(this.#parts.folder, `poste-${this.#generation}.db`);
  }

  get store(): Store {
    if (this.#open === null) throw new Error('the poste is stopped');
    return this.#open.store;
  }

  get isReady(): boolean {
    return this.store.mode === 'normal';
  }

  open(): void {
    const opened = openStore({ file: this.#file, keyHex: 'ab'.repeat(32), mode: 'premiere' });
    if (!opened.ok) throw new Error(`the file of ${this.name} does not open: ${opened.error.code}`);
    const store = opened.value;
    const clock = this.#parts.clock.poste(() => this.skewMs);
    const look = (): void => {
      this.#fuse -= 1;
      if (this.#fuse > 0) return;
      this.#fuse = Number.POSITIVE_INFINITY;
      this.#snapshot();
      throw new Crash();
    };
    const network = createNetwork({
      ...this.#parts,
      onServerTime: () => {
        const serveurLe = this.#parts.clock.server.now().toISOString();
        const horloge = { decalageMs: -this.skewMs, serveurLe, mesureMonotoneMs: clock.monotonic() };
        store.write(store.persons, () => writeLocal(store.persons, 'horloge', horloge));
      },
    });
    const engine = createSync({
      store,
      api: createSyncApi(async (url, init) => {
        look();
        const answer = await network(url, init);
        look();
        return answer;
      }),
      clock,
      random: this.#parts.random,
      author: { poste: this.posteId, compte: this.compteId },
      projection: {
        project: (dossiers, db) => projectDossiers(db, dossiers),
        projectAll: () => projectAll(store),
        foldPending: (limit) => projectPending(store, limit),
        forget: (db, dossiers) => forgetDossiers(db, dossiers),
      },
      onCandidats: () => undefined,
      onEtat: () => undefined,
      onRefusedSession: () => undefined,
      onBug: (error) => {
        throw error;
      },
      breathe: async () => look(),
    });
    store.write(store.persons, () => writeLocal(store.persons, 'poste', this.posteId));
    this.#open = { store, engine };
    this.#promise();
  }

  crashIn(looks: number): void {
    this.#fuse = looks;
  }

  /** One cycle of the engine. A crash inside it restarts the poste on what its disk held. */
  async sync(): Promise<void> {
    const { engine, store } = this.#current();
    try {
      await engine.runNow();
    } catch (error: unknown) {
      if (!(error instanceof Crash)) throw error;
      store.close();
      this.#restartOnCopy();
    }
    this.#fuse = Number.POSITIVE_INFINITY;
  }

  /** Power cut between two runs. */
  crashNow(): void {
    const { store } = this.#current();
    this.#snapshot();
    store.close();
    this.#restartOnCopy();
  }

  get etat() {
    return this.#current().engine.etat();
  }

  #current(): { store: Store; engine: SyncEngine } {
    if (this.#open === null) throw new Error('the poste is stopped');
    return this.#open;
  }

  handlers() {
    const { store } = this.#current();
    return createActesHandlers({
      store,
      clock: this.#parts.clock.poste(() => this.skewMs),
      random: this.#parts.random,
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
  }

  /** Writes actes as the page does. What is answered is promised. */
  write(saisies: Saisie[]): Result<{ actes: string[] }> {
    const written = this.handlers()['actes:enregistrer']({ saisies });
    this.#promise();
    return written;
  }

  /** An acte that this version's page could not have written. */
  insertRaw(row: { id: string; flux: string; dossier: string; type: string; corps: string; now: string }): void {
    this.store.persons
      .prepare(
        `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat)
         VALUES (@id, @flux, @dossier, @type, @corps, @now, @now, 'a_envoyer')`,
      )
      .run(row);
    this.#promise();
  }

  undo(actes: string[]): Result<{ retires: number; annules: number }> {
    const undone = this.handlers()['actes:annuler']({ actes });
    this.#promise();
    return undone;
  }

  get #wal(): string {
    return `${this.#file}-wal`;
  }

  #promise(): void {
    this.#promisedWal = existsSync(this.#wal) ? statSync(this.#wal).size : 0;
  }

  get #copy(): string {
    return path.join(this.#parts.folder, `poste-${this.#generation + 1}.db`);
  }

  #snapshot(): void {
    this.crashes += 1;
    copyFileSync(this.#file, this.#copy);
    for (const suffix of ['-wal', '-journal']) {
      if (existsSync(this.#file + suffix)) copyFileSync(this.#file + suffix, this.#copy + suffix);
    }
    if (!existsSync(this.#wal)) return;
    const size = statSync(this.#wal).size;
    const kept = this.#promisedWal + this.#parts.random.below(Math.max(1, size - this.#promisedWal + 1));
    truncateSync(`${this.#copy}-wal`, Math.min(size, kept));
  }

  #restartOnCopy(): void {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(this.#file + suffix, { force: true });
    this.#generation += 1;
    this.open();
  }

  close(): void {
    this.#open?.store.close();
    this.#open = null;
  }
}
