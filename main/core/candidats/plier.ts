import { type Result, success } from '../../../shared/contract/errors.ts';

export interface PlierDeps {
  /** One step of what waits, in one transaction (`projectPending`). */
  step: () => Result<{ done: number; candidats: Set<string> }>;
  breathe: () => Promise<void>;
  /** A stop leaves the rest to the next exchange or start. */
  signal?: AbortSignal;
  onFolded?: (candidats: Set<string>) => void;
}

/**
 * Draws the people that a transaction has marked, a few at a time, the person's commands in between. The marks survive
 * a kill.
 *
 * @returns rows looked at and dossiers folded
 */
export async function plierLesMarques({ step, breathe, signal, onFolded }: PlierDeps): Promise<Result<number>> {
  let done = 0;
  while (signal?.aborted !== true) {
    const folded = step();
    if (!folded.ok) return folded;
    if (folded.value.done === 0) break;
    done += folded.value.done;
    onFolded?.(folded.value.candidats);
    await breathe();
  }
  return success(done);
}
