import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { listesChannels } from '../../../shared/contract/ipc/listes.ts';
import type { Store } from '../store/store.ts';
import type { Travaux } from '../travaux/travaux.ts';
import { readCartes } from './cartes.ts';
import { compareListe } from './comparaison.ts';
import { readPourquoi } from './pourquoi.ts';
import { removeLocalListe } from './supprimer-locale.ts';

export interface ListesDeps {
  store: Store;
  /** Server instant of the last exchange that succeeded. */
  lastSuccess(): string | null;
  travaux: Pick<Travaux, 'alone'>;
  /** Lets the person's other commands run. */
  breathe(): Promise<void>;
  /** The candidats that changed. */
  onCandidats(candidats: readonly string[]): void;
  /** The cards are to be asked again. */
  onListes(): void;
}

/** What takes time, a step at a time. */
type Slow = 'listes:supprimer-locale';

export type ListesHandlers = {
  [C in Exclude<keyof typeof listesChannels, Slow>]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
} & {
  [C in Slow]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>>;
};

/** Reads go through the person's connection, so that she sees what she just wrote. */
export function createListesHandlers(deps: ListesDeps): ListesHandlers {
  const { store, lastSuccess, travaux, breathe, onCandidats, onListes } = deps;
  return {
    'listes:cartes': () => success(readCartes(store.persons)),
    'listes:comparaison': (request) => compareListe(store.persons, request),
    'listes:pourquoi': () => success(readPourquoi(store.persons, lastSuccess())),
    'listes:supprimer-locale': async ({ flux }) => {
      const removed = await travaux.alone(() => removeLocalListe(store, flux, breathe));
      if (!removed.ok) return removed;
      onCandidats([...removed.value.touches]);
      onListes();
      return success({ candidats: removed.value.candidats });
    },
  };
}
