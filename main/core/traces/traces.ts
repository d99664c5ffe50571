import { z } from 'zod';
import { estFluxLocal, idFlux } from '../../../shared/contract/primitives.ts';
import { tracesRequest } from '../../../shared/contract/sync.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** One export or print: who, when, how many and of which flux, never whom. */
export type Trace = z.infer<typeof tracesRequest>['traces'][number];

export interface TraceRow {
  rang: number;
  /** null for a line that no version of the contract can read: it stays here. */
  trace: Trace | null;
  bytes: number;
}

const queries = perDatabase((db) => ({
  insert: db.prepare<[string, string]>('INSERT INTO trace (id, corps) VALUES (?, ?)'),
  waiting: db.prepare<[number, number], { rang: number; corps: string }>(
    'SELECT rang, corps FROM trace WHERE recue = 0 AND rang > ? ORDER BY rang LIMIT ?',
  ),
  received: db.prepare<[string]>('UPDATE trace SET recue = 1 WHERE id = ?'),
  reoffer: db.prepare('UPDATE trace SET recue = 0 WHERE recue = 1'),
  // Tens of lines: nothing is indexed for it.
  isOld: db
    .prepare<[string], number>("SELECT 1 FROM trace WHERE recue = 1 AND corps ->> '$.fait_le' < ? LIMIT 1")
    .pluck(),
  forget: db.prepare<[string]>("DELETE FROM trace WHERE recue = 1 AND corps ->> '$.fait_le' < ?"),
}));

const ofServer = (flux: readonly string[]): string[] => flux.filter((id) => !estFluxLocal(id));

/** Bound of the contract. */
const fluxMax = 200;

/**
 * Leaves the audit line of an export or a print, in the caller's transaction: before its first byte, so that a file
 * never exists without its line. A local flux is not named: the server knows no such list; of the others, the first
 * ones that a line holds.
 */
export const noteTrace = (db: Sqlite, trace: Trace): void => {
  queries(db).insert.run(trace.id, JSON.stringify({ ...trace, flux: ofServer(trace.flux).slice(0, fluxMax) }));
};

const traceOf = tracesRequest.shape.traces.element;
const stored = traceOf.extend({ flux: z.array(idFlux) });

function readTrace(corps: string): Trace | null {
  const read = stored.safeParse(JSON.parse(corps));
  if (!read.success) return null;
  const sendable = traceOf.safeParse({ ...read.data, flux: ofServer(read.data.flux) });
  return sendable.success ? sendable.data : null;
}

/** What the server does not have yet, in the order in which it was done, after this rang. */
export const waitingTraces = (db: Sqlite, after: number, limit: number): TraceRow[] =>
  queries(db)
    .waiting.all(after, limit)
    .map(({ rang, corps }) => ({ rang, trace: readTrace(corps), bytes: Buffer.byteLength(corps) }));

export function markReceived(db: Sqlite, ids: Iterable<string>): void {
  for (const id of ids) queries(db).received.run(id);
}

/** A server that was restored may have lost what it had: what is still here is offered again, its ids make that harmless. */
export const reofferTraces = (db: Sqlite): void => {
  queries(db).reoffer.run();
};

export const hasOldTraces = (db: Sqlite, before: string): boolean => queries(db).isOld.get(before) !== undefined;

/** Forgets the lines that the server has and that are older than this instant. */
export const forgetOldTraces = (db: Sqlite, before: string): void => {
  queries(db).forget.run(before);
};
