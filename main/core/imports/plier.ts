import { type Result, success } from '../../../shared/contract/errors.ts';
import { projectPending } from '../candidats/projection.ts';
import type { Store } from '../store/store.ts';

/** Some thirty milliseconds: a commit of the search index costs more than a person in it. */
const dossiersPerFold = 64;

/**
 * Draws the people that a transaction has marked, a few at a time, the person's commands in between. A kill, or a stop,
 * leaves the rest to the next exchange or start: nothing of it can be cancelled.
 *
 * @returns rows looked at and dossiers folded
 */
export async function plierLeReste(
  store: Store,
  { signal, breathe }: { signal: AbortSignal; breathe: () => Promise<void> },
): Promise<Result<number>> {
  let done = 0;
  while (!signal.aborted) {
    const folded = projectPending(store, dossiersPerFold);
    if (!folded.ok) return folded;
    if (folded.value.done === 0) break;
    done += folded.value.done;
    await breathe();
  }
  return success(done);
}
