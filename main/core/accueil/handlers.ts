import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { accueilChannels } from '../../../shared/contract/ipc/accueil.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Clock } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { lireAccueil } from './lire.ts';
import { readSites } from './sites.ts';

export interface AccueilDeps {
  store: Store;
  clock: Clock;
  serverNow: ServerNow;
}

export type AccueilHandlers = {
  [C in keyof typeof accueilChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

/** INTROUVABLE for a list that this poste does not have, or has no more. */
export const createAccueilHandlers = ({ store, clock, serverNow }: AccueilDeps): AccueilHandlers => ({
  'accueil:lire': ({ flux }) => {
    const db = store.persons;
    if (flux !== null && readSites(db, flux).length === 0) return failure('INTROUVABLE');
    return success(lireAccueil(db, flux, correctedNow(db, clock, serverNow)));
  },
});
