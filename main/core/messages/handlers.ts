import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { messagesChannels } from '../../../shared/contract/ipc/messages.ts';
import type { Clock } from '../deps.ts';
import { correctedNow } from '../store/horloge.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { pendingMessage, readMessageDraft, writeMessageDraft } from './brouillons.ts';

export type MessagesHandlers = {
  [C in keyof typeof messagesChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

const queries = perDatabase((db) => ({
  exists: db.prepare<[string], { id: string }>('SELECT id FROM candidat WHERE id = ?'),
}));

export interface MessagesDeps {
  store: Store;
  clock: Clock;
  serverNow: () => number | null;
}

/** What is being written, kept in the poste's file: a lock empties the page. */
export function createMessagesHandlers({ store, clock, serverNow }: MessagesDeps): MessagesHandlers {
  const isKnown = (db: Sqlite, candidat: string): boolean => queries(db).exists.get(candidat) !== undefined;
  return {
    'messages:brouillon': (draft) =>
      store.writePersons((db) => {
        const { qui, contenu } = draft;
        if (contenu !== '' && qui.genre === 'personne' && !isKnown(db, qui.candidat)) return failure('INTROUVABLE');
        writeMessageDraft(db, draft, correctedNow(store.persons, clock, serverNow));
        return success({});
      }),
    'messages:lire-brouillon': ({ qui }) => success({ contenu: readMessageDraft(store.persons, qui) }),
    'messages:en-attente': () => success({ qui: pendingMessage(store.persons) }),
  };
}
