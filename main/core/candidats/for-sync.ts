import type { Result } from '../../../shared/contract/errors.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createFirstProjection } from './first-projection.ts';
import { forgetDossiers, type PendingStep, projectAll, projectDossiers, projectPending } from './projection.ts';

/** The projection of one file as the exchange drives it. */
export const createProjection = (store: Store) => ({
  project: (dossiers: Iterable<string>, db: Sqlite): Set<string> => projectDossiers(db, dossiers),
  projectAll: (): Generator<number, void> => projectAll(store),
  foldPending: (limit: number): Result<PendingStep> => projectPending(store, limit),
  forget: (db: Sqlite, dossiers: Iterable<string>): Set<string> => forgetDossiers(db, dossiers),
  first: () => createFirstProjection(store),
});
