import type { Database } from 'better-sqlite3';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { limits, type PushResponse } from '../../../shared/contract/sync.ts';
import { stopWaiting } from '../candidats/attente.ts';
import type { Clock } from '../deps.ts';
import type { Store } from '../store/store.ts';
import type { SyncApi } from './api.ts';
import { landInFlight, markInFlight, nextBatch, park, postpone, type SaisieRow, settle } from './outbox.ts';

export interface PushDeps {
  store: Store;
  api: SyncApi;
  clock: Clock;
  /** Folds these dossiers inside the current transaction, returns the candidats that changed. */
  project: (dossiers: Set<string>, db: Database) => Set<string>;
  /** Lets the bytes of a request leave before this poste works on. */
  breathe: () => Promise<void>;
  onProgress: (accepted: number, candidats: Set<string>) => void;
}

export interface Pushed {
  sent: number;
  /** Epoch of the server that answered, null when nothing was sent. */
  epoque: string | null;
}

/** An acte without an answer is offered again after this long. */
const silenceMs = 30_000;

/**
 * Sends what may be sent, one batch at a time, in local order. Returns when nothing more is sendable.
 * A failure leaves every acte either answered or sendable again: none is lost, and ids make a repeat harmless.
 */
export async function pushAll(deps: PushDeps, signal: AbortSignal): Promise<Result<Pushed>> {
  let sent = 0;
  let epoque: string | null = null;
  let size: number = limits.pushActes;
  let taken = deps.store.writePersons((db) => success(takeBatch(deps, db, size)));
  let answered: readonly string[] = [];
  for (;;) {
    if (!taken.ok) return taken;
    const batch = taken.value;
    if (batch.length === 0) {
      const told = tellTaken(deps, answered);
      return told.ok ? success({ sent, epoque }) : told;
    }
    // While the server works on this batch, the poste tells what became of the one before.
    const [answer, told] = await Promise.all([
      deps.api.push(bodyOf(batch), signal),
      deps.breathe().then(() => tellTaken(deps, answered)),
    ]);
    answered = [];
    if (answer.ok) {
      epoque = answer.value.epoque;
      const recorded = record(deps, batch, answer.value, size);
      if (!recorded.ok) return recorded;
      sent += recorded.value.accepted.length;
      answered = recorded.value.accepted;
      taken = success(recorded.value.next);
    } else {
      const landed = answer.error.code === 'TROP_VOLUMINEUX' ? shrink(deps, batch) : land(deps);
      if (!landed.ok) return landed;
      if (landed.value === null) return answer;
      size = landed.value;
      taken = told.ok ? deps.store.writePersons((db) => success(takeBatch(deps, db, size))) : told;
    }
    if (!told.ok) return told;
  }
}

/** Chosen and marked in one transaction, committed before the first byte leaves. */
function takeBatch({ clock }: PushDeps, db: Database, size: number): SaisieRow[] {
  const batch = nextBatch(db, new Date(clock.now()).toISOString(), size);
  markInFlight(db, batch);
  return batch;
}

/** The people of these dossiers wait for one thing less. Nothing is lost if this never happens: the pull folds them. */
function tellTaken(deps: PushDeps, dossiers: readonly string[]): Result<null> {
  if (dossiers.length === 0) return success(null);
  const written = deps.store.writeBulk((db) => success(stopWaiting(db, dossiers)));
  if (!written.ok) return written;
  deps.onProgress(0, written.value);
  return success(null);
}

/**
 * `corps` is stored as the exact JSON of the envelope, so the same acte always leaves as the same bytes. The bound of
 * the hours is the oldest of the batch: a later one would move a backlog to today.
 */
function bodyOf(batch: SaisieRow[]): string {
  const exchanges = batch.map((row) => row.echange_le ?? '').sort();
  const oldest = exchanges[0] === undefined || exchanges[0] === '' ? null : exchanges[0];
  return `{"dernier_echange_le":${JSON.stringify(oldest)},"actes":[${batch.map((row) => row.corps).join(',')}]}`;
}

const land = (deps: PushDeps): Result<null> =>
  deps.store.writePersons((db) => {
    landInFlight(db);
    return success(null);
  });

/** 413: half as many next time; one acte too large alone is parked, the queue goes on. Returns the next size. */
function shrink(deps: PushDeps, batch: SaisieRow[]): Result<number> {
  const [only, ...others] = batch;
  const written = deps.store.writePersons((db) => {
    landInFlight(db);
    if (only === undefined || others.length > 0) return success(new Set<string>());
    park(db, only.acte, 'ACTE_TROP_GRAND');
    return success(deps.project(new Set([only.dossier]), db));
  });
  if (!written.ok) return written;
  deps.onProgress(0, written.value);
  return success(others.length === 0 ? limits.pushActes : Math.ceil(batch.length / 2));
}

interface Recorded {
  /** Dossiers whose actes the server has taken. */
  accepted: string[];
  next: SaisieRow[];
}

/** Writes the answers and takes the next batch in one transaction: a poste waits for its disk once a batch. */
function record(deps: PushDeps, batch: SaisieRow[], answer: PushResponse, size: number): Result<Recorded> {
  const results = new Map(answer.resultats.map((result) => [result.id, result]));
  const now = deps.clock.now();
  const accepted: string[] = [];
  const others = new Set<string>();
  const written = deps.store.writePersons((db) => {
    for (const row of batch) {
      const result = results.get(row.acte);
      if (result === undefined) postpone(db, row.acte, new Date(now + silenceMs).toISOString());
      else for (const dossier of settle(db, result, now)) others.add(dossier);
      if (result?.etat === 'accepte' || result?.etat === 'deja_recu') accepted.push(row.dossier);
      else others.add(row.dossier);
    }
    const candidats = deps.project(others, db);
    return success({ candidats, next: takeBatch(deps, db, size) });
  });
  if (!written.ok) return written;
  deps.onProgress(accepted.length, written.value.candidats);
  return success({ accepted, next: written.value.next });
}
