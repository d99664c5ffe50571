import type { z } from 'zod';
import type { tracesRequest } from '../../../shared/contract/sync.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** One export or print: who, when, how many and of which flux, never whom. */
export type Trace = z.infer<typeof tracesRequest>['traces'][number];

const queries = perDatabase((db) => ({
  insert: db.prepare<[string, string]>('INSERT INTO trace (id, corps) VALUES (?, ?)'),
}));

/**
 * Leaves the audit line of an export or a print, in the caller's transaction: before its first byte, so that a file
 * never exists without its line. A local flux is not named: the server knows no such list.
 */
export const noteTrace = (db: Sqlite, trace: Trace): void => {
  queries(db).insert.run(trace.id, JSON.stringify(trace));
};
