import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf } from '../../../shared/contract/ipc/index.ts';
import type { GenreDePartage } from '../../../shared/domain/partages.ts';
import type { Clock, Random } from '../deps.ts';
import type { Store } from '../store/store.ts';
import { ecrirePartage } from './ecrire.ts';
import { lirePartages, type PartagesLus } from './lire.ts';

export interface PartagesDeps {
  store: Store;
  clock: Pick<Clock, 'now'>;
  random: Pick<Random, 'uuid'>;
  hasServer: boolean;
  onPartages: (genres: GenreDePartage[]) => void;
  /** Something waits to be sent. */
  onSaisie: () => void;
}

export function createPartagesHandlers({ store, clock, random, hasServer, onPartages, onSaisie }: PartagesDeps) {
  return {
    'partages:lire': (): Result<PartagesLus> => success(lirePartages(store.persons, hasServer)),
    'partages:ecrire': (request: RequestOf<'partages:ecrire'>): Result<{ id: string }> => {
      const now = new Date(clock.now()).toISOString();
      const written = store.writePersons((db) => ecrirePartage(db, request, { now, newId: () => random.uuid() }));
      if (!written.ok) return written;
      onPartages([request.genre]);
      onSaisie();
      return written;
    },
  };
}
