import { type Result, success } from '../../../shared/contract/errors.ts';
import type { appelsChannels, PorteeFile } from '../../../shared/contract/ipc/appels.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Clock } from '../deps.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import { compterAppels } from './compteurs.ts';
import { lireFile } from './file.ts';
import { passer, revenir } from './passages.ts';
import { createPresence } from './presence.ts';

export interface AppelsDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
  fetch: AuthorizedFetch;
  /** IANA zone of this poste: whoever was skipped comes back at its next half-day. */
  fuseau: string;
}

export type AppelsHandlers = {
  [C in keyof typeof appelsChannels]: (
    request: RequestOf<C>,
  ) => Result<ResponseOf<C>> | (C extends 'appels:presence' ? Promise<Result<ResponseOf<C>>> : never);
};

/** An opérateur that nobody is: the queue of whoever has not said who she is holds nobody. */
const personne = '';

export function createAppelsHandlers({ store, clock, serverNow, fetch, fuseau }: AppelsDeps): AppelsHandlers {
  const now = (): string => correctedNow(store.persons, clock, serverNow);
  const moi = (): string => readLocal(store.persons, 'operateur', operateurLocal) ?? personne;
  const quiDe = (portee: PorteeFile): string | null => (portee === 'moi' ? moi() : null);
  return {
    'appels:file': ({ portee, limite, seulementPassees }) =>
      success(lireFile(store.persons, { qui: quiDe(portee), now: now() }, limite, seulementPassees)),
    'appels:compteurs': ({ portee = 'tous' }) => success(compterAppels(store.persons, now(), quiDe(portee))),
    'appels:passer': ({ candidat }) =>
      store.writePersons((db) => {
        const passed = passer(db, candidat, { now: now(), fuseau });
        return passed.ok ? success({}) : passed;
      }),
    'appels:revenir': ({ candidat }) =>
      store.writePersons((db) => {
        revenir(db, candidat);
        return success({});
      }),
    'appels:presence': createPresence({ store, clock, fetch }),
  };
}
