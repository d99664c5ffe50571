import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { candidatsChannels } from '../../../shared/contract/ipc/candidats.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Clock } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { writeBegunCall } from './appels-commences.ts';
import { writeDraft } from './brouillons.ts';
import { isCandidatConnu } from './candidat-connu.ts';
import { readCounters } from './compteurs.ts';
import { readFiche } from './fiche.ts';
import { countCandidats, listCandidats, readOptions } from './list.ts';

export interface CandidatsDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
}

export type CandidatsHandlers = {
  [C in keyof typeof candidatsChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

/** Reads go through the person's connection, so that she sees what she just wrote. */
export function createCandidatsHandlers({ store, clock, serverNow }: CandidatsDeps): CandidatsHandlers {
  const now = (): string => correctedNow(store.persons, clock, serverNow);
  return {
    'candidats:liste': (request) => listCandidats(store.persons, request, now()),
    'candidats:total': (request) => success(countCandidats(store.persons, request, now())),
    'candidats:compteurs': () => success(readCounters(store.persons, now())),
    'candidats:options': () => success(readOptions(store.persons)),
    'candidats:fiche': ({ candidat }) => readFiche(store.persons, candidat, now()),
    'candidats:brouillon': ({ candidat, texte }) =>
      store.writePersons((db) => {
        if (!isCandidatConnu(db, candidat)) return failure('INTROUVABLE');
        writeDraft(db, candidat, texte, now());
        return success({});
      }),
    'candidats:appel-commence': ({ candidat, appel }) =>
      store.writePersons((db) => {
        if (!isCandidatConnu(db, candidat)) return failure('INTROUVABLE');
        writeBegunCall(db, candidat, appel, now());
        return success({});
      }),
  };
}
