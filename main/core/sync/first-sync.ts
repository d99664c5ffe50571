import { type Result, success } from '../../../shared/contract/errors.ts';
import type { Store } from '../store/store.ts';
import { type CycleDeps, type CycleOutcome, runCycle } from './cycle.ts';
import { listFluxRows } from './mirror.ts';

/**
 * The first sync (PROTOCOL 4): rows and cursors only, into a fresh file with a rollback journal, no fold and no index.
 * Then the projection in slices, then the indexes. A kill anywhere resumes: before the end of the rows at the saved
 * cursors, after it at the projection, which starts again from nothing.
 */
export interface FirstSyncDeps {
  store: Store;
  cycle: CycleDeps;
  /** Folds every dossier, a slice a step; yields how many were folded. */
  projectAll: () => Iterable<number>;
  onProgress: (done: number, total: number | null) => void;
}

/** Long transactions are free here: nobody can act before the list is there. */
const firstTransactionMs = 400;

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
      transactionMs: firstTransactionMs,
      proves: false,
      project: () => new Set(),
      foldPending: () => success({ done: 0, candidats: new Set() }),
      onRows: (count) => {
        received += count;
        deps.onProgress(received, received + remainingRows(deps.store));
      },
    },
    signal,
  );
  if (!outcome.ok) return outcome;
  for (const _folded of deps.projectAll()) {
    // Every row is here: what is left is the poste's own work, a small part of the wait.
    deps.onProgress(received, received);
    await deps.cycle.breathe();
    if (signal.aborted) return { ok: false, error: { code: 'ANNULE' } };
  }
  const finished = deps.store.finishFirstSync();
  return finished.ok ? success(outcome.value) : finished;
}
