import type { Database } from 'better-sqlite3';
import type { ErrorCode, Result } from '../../../shared/contract/errors.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import type { Clock, Random } from '../deps.ts';
import { removeCopy } from '../store/migrate.ts';
import type { Store } from '../store/store.ts';
import type { SyncApi } from './api.ts';
import { type CycleDeps, runCycle } from './cycle.ts';
import { runFirstSync } from './first-sync.ts';
import { writePassage } from './journal.ts';
import { listen } from './live.ts';
import { type Author, countOutbox, landInFlight, makeAllSendable, nextDue } from './outbox.ts';
import { pushAll } from './push.ts';
import { replayAfterUpdate } from './replay.ts';
import { createSchedule } from './schedule.ts';
import { serverTime } from './server-time.ts';

/** What the engine asks of the projection (main/core/candidats). */
export interface Projection {
  project: (dossiers: Set<string>, db: Database) => Set<string>;
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
  projection: Projection;
  /** null when so many changed that the page should ask again. */
  onCandidats: (candidats: string[] | null) => void;
  onEtat: (etat: SynchroEtat) => void;
  /** The server no longer accepts this poste's session: SESSION_EXPIREE, POSTE_REVOQUE or COMPTE_SUSPENDU. */
  onRefusedSession: (code: ErrorCode) => void;
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
const sessionCodes: readonly ErrorCode[] = ['SESSION_EXPIREE', 'POSTE_REVOQUE', 'COMPTE_SUSPENDU'];
const workingTransactionMs = 15;

export function createSync(deps: SyncDeps): SyncEngine {
  const stopped = new AbortController();
  let connexion: SynchroEtat['connexion'] = 'inconnue';
  let enCours: SynchroEtat['enCours'] = 'aucune';
  let progression: SynchroEtat['progression'] = null;
  let erreur: ErrorCode | null = null;
  let lastSuccess: string | null = null;
  let failures = 0;
  /** What holds the line: one run, or one push, at a time (PROTOCOL 3). */
  let lastJob: Promise<unknown> = Promise.resolve();
  let isPushHealthy = true;
  let hasErased = false;
  let sentInRun = 0;
  let receivedInRun = 0;
  let loop: Promise<void> | null = null;
  let live: Promise<void> | null = null;
  let isLiveOver = false;

  const etat = (): SynchroEtat => {
    const counts = countOutbox(deps.store.persons);
    return {
      connexion,
      enCours,
      derniereReussiteLe: lastSuccess,
      aEnvoyer: counts.a_envoyer,
      enVol: counts.en_vol,
      aRevoir: counts.a_revoir,
      progression,
      erreur,
    };
  };
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
    forget: deps.projection.forget,
    foldPending: deps.projection.foldPending,
    breathe: deps.breathe,
    transactionMs: workingTransactionMs,
    provedAt: new Map(),
    proves: true,
    onPushed: () => {
      isPushHealthy = true;
    },
    onErased: () => {
      hasErased = true;
    },
    pushDue: (signal) => pushAll(cycle, signal),
    onRows: (count, candidats) => {
      tellCandidats(candidats);
      if (count === 0) return;
      enCours = 'reception';
      receivedInRun += count;
      progression = { fait: receivedInRun, total: null };
      tell();
    },
    onProgress: (accepted, candidats) => {
      sentInRun += accepted;
      const waiting = countOutbox(deps.store.persons);
      enCours = 'envoi';
      progression = { fait: sentInRun, total: sentInRun + waiting.a_envoyer + waiting.en_vol };
      tellCandidats(candidats);
      tell();
    },
  };

  const firstSync = (signal: AbortSignal) => {
    enCours = 'premiere';
    tell();
    return runFirstSync(
      {
        store: deps.store,
        cycle,
        projectAll: deps.projection.projectAll,
        onProgress: (done, total) => {
          progression = { fait: done, total };
          tell();
        },
      },
      signal,
    );
  };

  const record = (startedAt: number, received: number, code: ErrorCode | null): void => {
    if (deps.store.mode === 'premiere') return;
    deps.store.writePersons((db) => {
      writePassage(db, {
        le: new Date(deps.clock.now()).toISOString(),
        dureeMs: Math.round(deps.clock.monotonic() - startedAt),
        recues: received,
        envoyees: sentInRun,
        issue: code === null ? 'reussie' : code === 'ANNULE' ? 'interrompue' : 'echec',
        erreur: code,
      });
      return { ok: true, value: null };
    });
  };

  const replay = async (isFirst: boolean): Promise<Result<null>> =>
    isFirst
      ? { ok: true, value: null }
      : replayAfterUpdate({
          store: deps.store,
          projectAll: deps.projection.projectAll,
          breathe: deps.breathe,
          onFolded: () => deps.onCandidats(null),
        });

  async function runOnce(signal: AbortSignal): Promise<void> {
    const startedAt = deps.clock.monotonic();
    const wasFirst = deps.store.mode === 'premiere';
    isPushHealthy = false;
    hasErased = false;
    sentInRun = 0;
    receivedInRun = 0;
    progression = null;
    const replayed = await replay(wasFirst);
    const outcome = replayed.ok ? await (wasFirst ? firstSync(signal) : runCycle(cycle, signal)) : replayed;
    if (hasErased) deps.store.scrub();
    enCours = 'aucune';
    progression = null;
    erreur = outcome.ok ? null : outcome.error.code;
    if (outcome.ok) {
      failures = 0;
      connexion = 'en-ligne';
      lastSuccess = serverTime(deps.store.persons) || new Date(deps.clock.now()).toISOString();
      // Everything is here again: the copy made before a migration has served.
      removeCopy(deps.store.file);
    } else {
      failures += 1;
      connexion = connexionAfter(outcome.error.code, connexion);
    }
    record(startedAt, outcome.ok ? outcome.value.received : 0, erreur);
    if (wasFirst && outcome.ok) {
      deps.onCandidats(null);
      // The proof of what came needs the indexes that are only there now.
      schedule.hurry();
    }
    tell();
    if (erreur !== null && sessionCodes.includes(erreur)) deps.onRefusedSession(erreur);
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
    failures: () => failures,
    canPush: () => isPushHealthy,
    due: () => nextDue(deps.store.persons, new Date(deps.clock.now()).toISOString()),
  });

  async function runLoop(): Promise<void> {
    while (!stopped.signal.aborted) {
      await run().catch(failOnBug);
      if (stopped.signal.aborted) return;
      if (connexion === 'en-ligne') live ??= startLive();
      await schedule.wait(stopped.signal);
    }
  }

  /** A bug must not end the exchanges for good: it is told, and the next try comes after the backoff. */
  function failOnBug(error: unknown): void {
    deps.onBug(error);
    failures += 1;
    enCours = 'aucune';
    progression = null;
    erreur = 'ERREUR_INTERNE';
    tell();
  }

  const startLive = (): Promise<void> =>
    listen({ api: deps.api, clock: deps.clock, random: deps.random, onHint: () => schedule.hurry() }, stopped.signal)
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
      failures = 0;
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
      }).then(() => {
        enCours = 'aucune';
        progression = null;
      });
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

function connexionAfter(code: ErrorCode, before: SynchroEtat['connexion']): SynchroEtat['connexion'] {
  if (sessionCodes.includes(code)) return 'reconnexion-requise';
  if (code === 'VERSION_TROP_ANCIENNE') return 'mise-a-jour-requise';
  if (code === 'ANNULE') return before;
  return 'hors-ligne';
}
