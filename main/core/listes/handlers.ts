import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { listesChannels } from '../../../shared/contract/ipc/listes.ts';
import type { Store } from '../store/store.ts';
import { readCartes } from './cartes.ts';
import { compareListe } from './comparaison.ts';
import { readPourquoi } from './pourquoi.ts';
import { removeLocalListe } from './supprimer-locale.ts';

export interface ListesDeps {
  store: Store;
  /** Server instant of the last exchange that succeeded. */
  lastSuccess(): string | null;
  /** The candidats that changed. */
  onCandidats(candidats: readonly string[]): void;
  /** The cards are to be asked again. */
  onListes(): void;
}

export type ListesHandlers = {
  [C in keyof typeof listesChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

/** Reads go through the person's connection, so that she sees what she just wrote. */
export function createListesHandlers({ store, lastSuccess, onCandidats, onListes }: ListesDeps): ListesHandlers {
  return {
    'listes:cartes': () => success(readCartes(store.persons)),
    'listes:comparaison': (request) => compareListe(store.persons, request),
    'listes:pourquoi': () => success(readPourquoi(store.persons, lastSuccess())),
    'listes:supprimer-locale': ({ flux }) => {
      const removed = removeLocalListe(store, flux);
      if (!removed.ok) return removed;
      onCandidats([...removed.value.touches]);
      onListes();
      return success({ candidats: removed.value.candidats });
    },
  };
}
