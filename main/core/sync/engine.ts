import type { Database } from 'better-sqlite3';
import { type ErrorCode, type Result, success } from '../../../shared/contract/errors.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import type { Clock, Random } from '../deps.ts';
import { envoyerPartages, type SortDuPartage } from '../partages/envoyer.ts';
import { hasPartageAEnvoyer } from '../partages/locaux.ts';
import { writeLocal } from '../store/local.ts';
import { removeCopy } from '../store/migrate.ts';
import { isScrubAsked, type Store } from '../store/store.ts';
import type { SyncApi } from './api.ts';
import { type CycleDeps, type CycleOutcome, foldMarked, runCycle } from './cycle.ts';
import { type FirstProjection, runFirstSync } from './first-sync.ts';
import { writePassage } from './journal.ts';
import { listen } from './live.ts';
import { type Author, countOutbox, landInFlight, makeAllSendable, nextDue } from './outbox.ts';
import { Progress, sessionCodes } from './progress.ts';
import { pushAll } from './push.ts';
import { replayAfterUpdate } from './replay.ts';
import { createSchedule } from './schedule.ts';
import { serverTime } from './server-time.ts';

/** What the engine asks of the projection (main/core/candidats). */
export interface Projection {
  project: (dossiers: Iterable<string>, db: Database) => Set<string>;
  first: () => FirstProjection;
  projectAll: () => Iterable<number>;
  foldPending: CycleDeps['foldPending'];
  forget: CycleDeps['forget'];
}

export interface SyncDeps {
  store: Store;
  api: SyncApi;
  clock: Clock;
  random: Random;
  author: Author;
  /** False for a poste that knows no server: its own folds are made, nothing is ever asked or sent. */
  hasServer: boolean;
  projection: Projection;
  /** null when so many changed that the page should ask again. */
  onCandidats: (candidats: string[] | null) => void;
  onEtat: (etat: SynchroEtat) => void;
  /** The server no longer accepts this poste's session: SESSION_EXPIREE, POSTE_REVOQUE or COMPTE_SUSPENDU. */
  onRefusedSession: (code: ErrorCode) => void;
  /** A shared document was outdone or refused. */
  onPartage?: (sort: SortDuPartage) => void;
  /** Lists have just left the file, with their people. */
  onRetrait?: () => void;
  /** An exception, which is a bug: told by an opaque code, never by its text. */
  onBug: (error: unknown) => void;
  /** Yields to the event loop, so that a waiting command runs. */
  breathe: () => Promise<void>;
}

export interface SyncEngine {
  /** Runs until stopped: cycles on a schedule, on hints, and when told. */
  start(): void;
  /** One cycle now, for the tests and for *Synchroniser*; a cycle already running is joined, then another one runs. */
  runNow(): Promise<void>;
  /** Pull and push as soon as possible, forgetting any backoff. */
  wake(): void;
  /** An acte was written: reconsider when the next push is due. */
  notifySaisie(): void;
  /** Makes everything sendable and pushes, within the bound. */
  flush(boundMs: number): Promise<void>;
  etat(): SynchroEtat;
  stop(): Promise<void>;
}

const manyCandidats = 200;
const workingTransactionMs = 8;
const workingRowsPerSlice = 4;

export function createSync(deps: SyncDeps): SyncEngine {
  const stopped = new AbortController();
  const progress = new Progress(deps.hasServer);
  /** What holds the line: one run, or one push, at a time (PROTOCOL 3). */
  let lastJob: Promise<unknown> = Promise.resolve();
  let isPushHealthy = true;
  let arePartagesHealthy = true;
  let loop: Promise<void> | null = null;
  let live: Promise<void> | null = null;
  let isLiveOver = false;

  const etat = (): SynchroEtat => progress.etat(countOutbox(deps.store.persons));
  const tell = (): void => deps.onEtat(etat());
  const tellCandidats = (candidats: Set<string>): void => {
    if (candidats.size > 0) deps.onCandidats(candidats.size > manyCandidats ? null : [...candidats]);
  };

  const cycle: CycleDeps = {
    store: deps.store,
    api: deps.api,
    clock: deps.clock,
    author: deps.author,
    project: deps.projection.project,
    draw: (byDossier, db) => deps.projection.project(byDossier.keys(), db),
    forget: deps.projection.forget,
    foldPending: deps.projection.foldPending,
    breathe: deps.breathe,
    transactionMs: workingTransactionMs,
    rowsAtOnce: 1,
    rowsPerSlice: workingRowsPerSlice,
    provedAt: new Map(),
    proves: true,
    onPushed: () => {
      isPushHealthy = true;
    },
    onRetrait: () => deps.onRetrait?.(),
    pushDue: (signal) => pushAll(cycle, signal),
    sendPartages: async (signal) => {
      arePartagesHealthy = false;
      const { store, api, random, onPartage = () => undefined } = deps;
      const sent = await envoyerPartages({ store, api, random, onSort: onPartage }, signal);
      arePartagesHealthy = sent.ok;
      return sent;
    },
    onRows: (count, candidats) => {
      tellCandidats(candidats);
      if (count === 0) return;
      progress.receive(count);
      tell();
    },
    onProgress: (accepted, candidats) => {
      progress.send(accepted, countOutbox(deps.store.persons));
      tellCandidats(candidats);
      tell();
    },
  };

  const firstSync = (signal: AbortSignal) => {
    const onProgress = (fait: number, total: number | null): void => {
      progress.first({ fait, total });
      tell();
    };
    progress.first(null);
    tell();
    return runFirstSync({ store: deps.store, cycle, projection: deps.projection.first(), onProgress }, signal);
  };

  const record = (startedAt: number, recues: number, erreur: ErrorCode | null): void => {
    if (deps.store.mode === 'premiere') return;
    deps.store.writePersons((db) => {
      writePassage(db, {
        le: new Date(deps.clock.now()).toISOString(),
        dureeMs: Math.round(deps.clock.monotonic() - startedAt),
        recues,
        envoyees: progress.sent,
        issue: erreur === null ? 'reussie' : erreur === 'ANNULE' ? 'interrompue' : 'echec',
        erreur,
      });
      if (erreur === null) writeLocal(db, 'echange-reussi', true);
      return success(null);
    });
  };

  async function runKnown(signal: AbortSignal): Promise<Result<CycleOutcome>> {
    if (deps.store.mode === 'premiere') return firstSync(signal);
    const replayed = await replayAfterUpdate({
      store: deps.store,
      projectAll: deps.projection.projectAll,
      breathe: deps.breathe,
      onFolded: () => deps.onCandidats(null),
    });
    if (!replayed.ok) return replayed;
    if (deps.hasServer) return runCycle(cycle, signal);
    const folded = await foldMarked(cycle);
    return folded.ok ? success({ received: 0, sent: 0 }) : folded;
  }

  async function runOnce(signal: AbortSignal): Promise<void> {
    const startedAt = deps.clock.monotonic();
    const wasFirst = deps.store.mode === 'premiere';
    isPushHealthy = false;
    progress.begin();
    const outcome = await runKnown(signal);
    // Asked by the transaction that erased: a kill in between does not forget it.
    if (isScrubAsked(deps.store.persons)) deps.store.scrub();
    if (outcome.ok) {
      progress.succeed(serverTime(deps.store.persons) || new Date(deps.clock.now()).toISOString());
      // Everything is here again: the copy made before a migration has served.
      removeCopy(deps.store.file);
    } else progress.fail(outcome.error.code);
    if (deps.hasServer)
      record(startedAt, outcome.ok ? outcome.value.received : 0, outcome.ok ? null : outcome.error.code);
    if (wasFirst && outcome.ok) {
      deps.onCandidats(null);
      // The proof of what came needs the indexes that are only there now.
      schedule.hurry();
    }
    tell();
    if (!outcome.ok && sessionCodes.includes(outcome.error.code)) deps.onRefusedSession(outcome.error.code);
  }

  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const next = lastJob.then(job);
    lastJob = next.catch(() => undefined);
    return next;
  };

  const run = (): Promise<void> => alone(() => runOnce(stopped.signal));

  const schedule = createSchedule({
    clock: deps.clock,
    random: deps.random,
    failures: () => progress.failures,
    canPush: () => isPushHealthy,
    due: () => {
      const now = new Date(deps.clock.now()).toISOString();
      return arePartagesHealthy && hasPartageAEnvoyer(deps.store.persons) ? now : nextDue(deps.store.persons, now);
    },
  });

  async function runLoop(): Promise<void> {
    while (!stopped.signal.aborted) {
      await run().catch(failOnBug);
      if (stopped.signal.aborted) return;
      if (progress.isOnline) live ??= startLive();
      if (!deps.hasServer) return;
      await schedule.wait(stopped.signal);
    }
  }

  /** A bug must not end the exchanges for good: it is told, and the next try comes after the backoff. */
  function failOnBug(error: unknown): void {
    deps.onBug(error);
    progress.fail('ERREUR_INTERNE');
    tell();
  }

  const startLive = (): Promise<void> =>
    listen(
      {
        api: deps.api,
        clock: deps.clock,
        random: deps.random,
        onHint: () => schedule.hurry(),
        onCut: () => schedule.hurry(),
      },
      stopped.signal,
    )
      .catch(() => undefined)
      .finally(() => {
        isLiveOver = true;
      });

  return {
    start() {
      loop ??= runLoop();
    },
    runNow: run,
    wake() {
      progress.failures = 0;
      // The network changed: the live line may work again where it was cut before.
      if (isLiveOver) live = null;
      isLiveOver = false;
      schedule.hurry();
    },
    notifySaisie() {
      tell();
      schedule.poke();
    },
    async flush(boundMs) {
      if (!deps.hasServer) return;
      const bound = new AbortController();
      const timer = deps.clock.sleep(boundMs, bound.signal).then(
        () => 'late',
        () => 'done',
      );
      deps.store.writePersons((db) => ({
        ok: true,
        value: makeAllSendable(db, new Date(deps.clock.now()).toISOString()),
      }));
      const sending = alone(() => {
        deps.store.writePersons((db) => ({ ok: true, value: landInFlight(db) }));
        return pushAll(cycle, stopped.signal);
      }).then(() => progress.rest());
      await Promise.race([sending.catch(deps.onBug), timer]);
      bound.abort();
      tell();
    },
    etat,
    async stop() {
      stopped.abort();
      schedule.poke();
      await lastJob;
      await loop?.catch(() => undefined);
      await live?.catch(() => undefined);
    },
  };
}
