import type { Result } from '../../../shared/contract/errors.ts';
import { plierLesMarques } from '../candidats/plier.ts';
import { projectPending } from '../candidats/projection.ts';
import type { Store } from '../store/store.ts';

/** Some thirty milliseconds: a commit of the search index costs more than a person in it. */
const dossiersPerFold = 64;

/** Draws everybody whom a transaction has marked; nothing of it can be cancelled. */
export const plierLeReste = (
  store: Store,
  { signal, breathe }: { signal: AbortSignal; breathe: () => Promise<void> },
): Promise<Result<number>> => plierLesMarques({ step: () => projectPending(store, dossiersPerFold), signal, breathe });
