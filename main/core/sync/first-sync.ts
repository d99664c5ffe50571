import type { Database } from 'better-sqlite3';
import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RowRead } from '../candidats/rows.ts';
import type { Store } from '../store/store.ts';
import { type CycleDeps, type CycleOutcome, runCycle } from './cycle.ts';
import { listFluxRows } from './mirror.ts';

/**
 * The first sync (PROTOCOL 4): thousands of rows a transaction with the people they draw, into a fresh file with a
 * rollback journal and no index. Then what could not be drawn on the way, the search, the indexes. A kill anywhere
 * resumes: before the end of the rows at the saved cursors, after it at what is left, which starts again.
 */
export interface FirstSyncDeps {
  store: Store;
  cycle: CycleDeps;
  projection: FirstProjection;
  onProgress: (done: number, total: number | null) => void;
}

/** What a first sync asks of the projection (main/core/candidats/first-projection.ts). */
export interface FirstProjection {
  draw: (db: Database, byDossier: ReadonlyMap<string, readonly RowRead[]>) => void;
  settle: () => Iterable<Result<null>>;
  /** Takes dossiers of a purged flux out, inside the current transaction. */
  forget: (db: Database, dossiers: string[]) => Set<string>;
}

/** A commit waits for the disk; nobody can act before the list is there, so nobody waits for a long one. */
export const rowsAtOnce = 5_000;
/** What is read of a slice is let go before the next one: young objects cost little memory and little collecting. */
const rowsPerSlice = 250;

/** Upper bound of what is still to come: an entity that changed has more numbers behind it than rows. */
const remainingRows = ({ bulk }: Store): number =>
  listFluxRows(bulk)
    .filter(({ droits, indisponible }) => droits === 'complets' && indisponible === 0)
    .reduce((sum, { tete, curseur }) => sum + Math.max(0, tete - curseur), 0);

export async function runFirstSync(deps: FirstSyncDeps, signal: AbortSignal): Promise<Result<CycleOutcome>> {
  let received = 0;
  const outcome = await runCycle(
    {
      ...deps.cycle,
      transactionMs: Number.POSITIVE_INFINITY,
      rowsAtOnce,
      rowsPerSlice,
      proves: false,
      draw: (byDossier, db) => {
        deps.projection.draw(db, byDossier);
        return new Set();
      },
      forget: deps.projection.forget,
      foldPending: () => success({ done: 0, candidats: new Set() }),
      onRows: (count) => {
        received += count;
        deps.onProgress(received, received + remainingRows(deps.store));
      },
    },
    signal,
  );
  if (!outcome.ok) return outcome;
  for (const step of deps.projection.settle()) {
    if (!step.ok) return step;
    // Every row is here: what is left is the poste's own work, a small part of the wait.
    deps.onProgress(received, received);
    await deps.cycle.breathe();
    if (signal.aborted) return { ok: false, error: { code: 'ANNULE' } };
  }
  const finished = deps.store.finishFirstSync();
  return finished.ok ? success(outcome.value) : finished;
}
