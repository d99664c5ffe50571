import { type Result, success } from '../../../shared/contract/errors.ts';
import type { Clock } from '../deps.ts';
import type { Store } from '../store/store.ts';
import type { SyncApi } from '../sync/api.ts';
import { forgetOldTraces, hasOldTraces, markReceived, type TraceRow, waitingTraces } from './traces.ts';

export interface TracesDeps {
  store: Store;
  api: Pick<SyncApi, 'sendTraces'>;
  clock: Clock;
}

/** Limits of `POST /v1/traces`; a trace of two hundred flux weighs 8 KiB. */
const tracesPerRequest = 200;
const bytesPerRequest = 256 * 1024;
const keptMs = 30 * 86_400_000;

/**
 * Sends the audit lines that the server does not have. It never stops the exchange: a server that is older, busy or
 * away leaves them here for the next run, and ids make a repeat harmless. Failure: DISQUE_PLEIN.
 */
export async function sendTraces({ store, api, clock }: TracesDeps, signal: AbortSignal): Promise<Result<null>> {
  for (let after = 0; ; ) {
    const batch = cut(waitingTraces(store.persons, after, tracesPerRequest));
    const last = batch.at(-1);
    if (last === undefined) break;
    after = last.rang;
    const traces = batch.flatMap(({ trace }) => trace ?? []);
    if (traces.length === 0) continue;
    const answer = await api.sendTraces(traces, signal);
    if (!answer.ok) break;
    const sent = new Set(traces.map(({ id }) => id));
    const marked = store.writePersons((db) =>
      success(
        markReceived(
          db,
          answer.value.recues.filter((id) => sent.has(id)),
        ),
      ),
    );
    if (!marked.ok) return marked;
  }
  const before = new Date(clock.now() - keptMs).toISOString();
  if (!hasOldTraces(store.persons, before)) return success(null);
  return store.writePersons((db) => {
    forgetOldTraces(db, before);
    return success(null);
  });
}

function cut(rows: readonly TraceRow[]): readonly TraceRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, place) => {
    bytes += row.bytes;
    return place > 0 && bytes > bytesPerRequest;
  });
  return end === -1 ? rows : rows.slice(0, end);
}
