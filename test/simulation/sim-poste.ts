import { mkdirSync } from 'node:fs';
import { writeSaisies } from '../../main/core/actes/enregistrer.ts';
import { createActesHandlers } from '../../main/core/actes/handlers.ts';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { projectDossiers } from '../../main/core/candidats/projection.ts';
import { readDecalage } from '../../main/core/store/horloge.ts';
import { writeLocal } from '../../main/core/store/local.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { createSyncApi } from '../../main/core/sync/api.ts';
import { abandonParked, resumeParked } from '../../main/core/sync/detail.ts';
import { createSync, type SyncEngine } from '../../main/core/sync/engine.ts';
import { noteTrace, type Trace } from '../../main/core/traces/traces.ts';
import { type Result, success } from '../../shared/contract/errors.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import { createNetwork } from './network.ts';
import { SimFile } from './sim-file.ts';
import { Crash, type SimCompte, type SimPosteParts } from './sim-poste-parts.ts';

/**
 * A poste: the product's own store, projection, actes and engine over a real encrypted file. `crashIn(n)` kills it at
 * the n-th look of the engine at the outside (a breath or an exchange); what the disk then holds is the file as it was,
 * with its WAL cut anywhere after the last commit that a person was promised.
 */
export class SimPoste {
  readonly name: string;
  posteId: string;
  readonly compteId: string;
  readonly #parts: SimPosteParts;
  readonly #file: SimFile;
  #fuse = Number.POSITIVE_INFINITY;
  /** The server's clock as this process measured it. */
  #measured: { serverMs: number; monotonicMs: number } | null = null;
  #isExchanging = false;
  #life = { isDead: false };
  #open: { store: Store; engine: SyncEngine } | null = null;
  skewMs = 0;

  constructor(parts: SimPosteParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.posteId = parts.posteId;
    this.compteId = parts.compte.id;
    mkdirSync(parts.folder, { recursive: true });
    this.#file = new SimFile(parts.folder, parts.random);
    this.open();
  }

  get crashes(): number {
    return this.#file.cuts;
  }

  get compte(): SimCompte {
    return this.#parts.compte;
  }

  get store(): Store {
    if (this.#open === null) throw new Error('the poste is stopped');
    return this.#open.store;
  }

  get isReady(): boolean {
    return this.store.mode === 'normal';
  }

  open(): void {
    const opened = openStore({ file: this.#file.path, keyHex: 'ab'.repeat(32), mode: 'premiere' });
    if (!opened.ok) throw new Error(`the file of ${this.name} does not open: ${opened.error.code}`);
    const store = opened.value;
    const clock = this.#parts.clock.poste(() => this.skewMs);
    // Of this process alone: what a dead one still had in flight must not touch the next.
    const life = { isDead: false };
    this.#life = life;
    const look = (): void => {
      // What was asked ahead may meet the cut first: nothing of this process counts from then on.
      if (life.isDead) throw new Crash();
      this.#fuse -= 1;
      if (this.#fuse > 0) {
        if (this.#isExchanging && store.mode === 'normal') this.#parts.during(this);
        return;
      }
      this.#fuse = Number.POSITIVE_INFINITY;
      this.#file.cut();
      life.isDead = true;
      throw new Crash();
    };
    const network = createNetwork({
      ...this.#parts,
      onServerTime: () => {
        const serveurLe = this.#parts.clock.server.now().toISOString();
        this.#measured = { serverMs: Date.parse(serveurLe), monotonicMs: clock.monotonic() };
        const horloge = { decalageMs: -this.skewMs, serveurLe, mesureMonotoneMs: clock.monotonic() };
        store.write(store.persons, () => writeLocal(store.persons, 'horloge', horloge));
      },
    });
    const engine = createSync({
      store,
      clock: this.#parts.clock.engine(() => this.skewMs),
      api: createSyncApi(async (url, init) => {
        // What flies was marked with synchronous=FULL just before: the disk has it.
        if (url === '/v1/actes') this.#promise();
        look();
        const answer = await network(url, init);
        look();
        return answer;
      }),
      random: this.#parts.random,
      hasServer: true,
      author: { poste: this.posteId, compte: this.compteId },
      projection: createProjection(store),
      onCandidats: () => undefined,
      onEtat: () => undefined,
      onRefusedSession: () => undefined,
      onBug: (error) => {
        throw error;
      },
      breathe: async () => look(),
    });
    this.#measured = null;
    const { id, nom, role } = this.#parts.compte;
    store.write(store.persons, () => {
      writeLocal(store.persons, 'poste', { id: this.posteId, nom: this.name });
      writeLocal(store.persons, 'operateur', this.#parts.operateur);
      writeLocal(store.persons, 'compte', { id, nom, role, serveur: 'https://sync.example', bailJours: 14 });
    });
    this.#open = { store, engine };
    this.#promise();
  }

  crashIn(looks: number): void {
    this.#fuse = looks;
  }

  /** One cycle of the engine. A crash inside it restarts the poste on what its disk held. */
  async sync(): Promise<void> {
    const { engine, store } = this.#current();
    this.#isExchanging = true;
    try {
      await engine.runNow();
    } catch (error: unknown) {
      if (!(error instanceof Crash)) throw error;
    }
    if (this.#life.isDead) {
      store.close();
      this.#restartOnCopy();
    }
    this.#isExchanging = false;
    this.#fuse = Number.POSITIVE_INFINITY;
  }

  /** The office signs in again and the server gives the same file another poste. */
  becomePoste(posteId: string): void {
    this.close();
    this.posteId = posteId;
    this.open();
  }

  /** Power cut between two runs. */
  crashNow(): void {
    this.cut()();
  }

  /** The power goes. @returns what starts it again, once nothing of the old process runs any more */
  cut(): () => void {
    const { store } = this.#current();
    this.#file.cut();
    return () => {
      store.close();
      this.#restartOnCopy();
    };
  }

  get etat() {
    return this.#current().engine.etat();
  }

  #current(): { store: Store; engine: SyncEngine } {
    if (this.#open === null) throw new Error('the poste is stopped');
    return this.#open;
  }

  get handlersDeps() {
    return {
      store: this.#current().store,
      clock: this.#parts.clock.poste(() => this.skewMs),
      random: this.#parts.random,
      serverNow: () => this.#serverNow(),
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    };
  }

  handlers() {
    return createActesHandlers(this.handlersDeps);
  }

  /** What somebody does by a handler of this poste. @returns the actes that it wrote, in their order */
  does(work: () => void): string[] {
    const { persons } = this.store;
    const last = persons.prepare<[], number>('SELECT coalesce(max(rang), 0) FROM saisie').pluck().get() ?? 0;
    work();
    this.#promise();
    return persons.prepare<[number], string>('SELECT acte FROM saisie WHERE rang > ? ORDER BY rang').pluck().all(last);
  }

  get isMeasured(): boolean {
    return this.#measured !== null;
  }

  #serverNow(): number | null {
    const measured = this.#measured;
    const now = this.#parts.clock.poste(() => 0).monotonic();
    return measured === null ? null : measured.serverMs + now - measured.monotonicMs;
  }

  /** A refused acte goes again under another id, or is given up: a person's click. */
  decideParked(id: string, newId: string | null): boolean {
    const { store } = this.#current();
    const now = new Date(this.#parts.clock.nowMs + this.skewMs).toISOString();
    const decided = store.writePersons((db) => {
      const dossiers = newId === null ? abandonParked(db, id) : resumeParked(db, id, newId, now);
      return dossiers.ok ? success(projectDossiers(db, dossiers.value)) : dossiers;
    });
    this.#promise();
    return decided.ok;
  }

  /** Writes actes as the page does. What is answered is promised. */
  write(saisies: Saisie[]): Result<{ actes: string[] }> {
    const written = this.handlers()['actes:enregistrer']({ saisies });
    this.#promise();
    return written;
  }

  /** Writes the two halves of a merge as `rapprochements:fusionner` does, of any two dossiers. */
  merge(halves: Saisie[]): Result<{ actes: string[] }> {
    const { store } = this.#current();
    const nowMs = this.#parts.clock.nowMs + this.skewMs;
    const written = store.writePersons((db) => {
      const decalageMs = readDecalage(db, nowMs, () => this.#serverNow());
      return writeSaisies({ db, random: this.#parts.random, nowMs, decalageMs }, halves);
    });
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

  /** Leaves the audit line of an export, as it is left before the first byte of the file. */
  trace(line: Omit<Trace, 'fait_le'>): void {
    const fait_le = new Date(this.#parts.clock.nowMs + this.skewMs).toISOString();
    this.store.write(this.store.persons, () => noteTrace(this.store.persons, { ...line, fait_le }));
    this.#promise();
  }

  undo(actes: string[]): Result<{ retires: number; annules: number }> {
    const undone = this.handlers()['actes:annuler']({ actes });
    this.#promise();
    return undone;
  }

  #promise(): void {
    this.#file.promise();
  }

  #restartOnCopy(): void {
    this.#file.goOn();
    this.open();
  }

  close(): void {
    this.#open?.store.close();
    this.#open = null;
  }
}
