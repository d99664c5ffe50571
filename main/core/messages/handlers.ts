import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { messagesChannels } from '../../../shared/contract/ipc/messages.ts';
import { isCandidatConnu } from '../candidats/candidat-connu.ts';
import type { Clock } from '../deps.ts';
import { correctedNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { pendingMessage, readMessageDraft, writeMessageDraft } from './brouillons.ts';

export type MessagesHandlers = {
  [C in keyof typeof messagesChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

export interface MessagesDeps {
  store: Store;
  clock: Clock;
  serverNow: () => number | null;
}

/** What is being written, kept in the poste's file: a lock empties the page. */
export function createMessagesHandlers({ store, clock, serverNow }: MessagesDeps): MessagesHandlers {
  return {
    'messages:brouillon': (draft) =>
      store.writePersons((db) => {
        const { qui, contenu } = draft;
        if (contenu !== '' && qui.genre === 'personne' && !isCandidatConnu(db, qui.candidat))
          return failure('INTROUVABLE');
        writeMessageDraft(db, draft, correctedNow(store.persons, clock, serverNow));
        return success({});
      }),
    'messages:lire-brouillon': ({ qui }) => success({ contenu: readMessageDraft(store.persons, qui) }),
    'messages:en-attente': () => success({ qui: pendingMessage(store.persons) }),
  };
}
