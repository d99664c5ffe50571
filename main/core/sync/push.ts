import type { Database } from 'better-sqlite3';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { limits, type PushResponse } from '../../../shared/contract/sync.ts';
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
  for (;;) {
    const batch = nextBatch(deps.store.persons, new Date(deps.clock.now()).toISOString(), size);
    if (batch.length === 0) return success({ sent, epoque });
    const marked = deps.store.writePersons((db) => success(markInFlight(db, batch)));
    if (!marked.ok) return marked;
    const answer = await deps.api.push(bodyOf(batch), signal);
    if (answer.ok) {
      epoque = answer.value.epoque;
      const recorded = record(deps, batch, answer.value);
      if (!recorded.ok) return recorded;
      sent += recorded.value;
      continue;
    }
    const landed = answer.error.code === 'TROP_VOLUMINEUX' ? shrink(deps, batch) : land(deps);
    if (!landed.ok) return landed;
    if (landed.value === null) return answer;
    size = landed.value;
  }
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

function record(deps: PushDeps, batch: SaisieRow[], answer: PushResponse): Result<number> {
  const results = new Map(answer.resultats.map((result) => [result.id, result]));
  const now = deps.clock.now();
  let accepted = 0;
  const written = deps.store.writePersons((db) => {
    for (const row of batch) {
      const result = results.get(row.acte);
      if (result === undefined) postpone(db, row.acte, new Date(now + silenceMs).toISOString());
      else settle(db, result, now);
      if (result?.etat === 'accepte' || result?.etat === 'deja_recu') accepted += 1;
    }
    return success(deps.project(new Set(batch.map((row) => row.dossier)), db));
  });
  if (!written.ok) return written;
  deps.onProgress(accepted, written.value);
  return success(accepted);
}
