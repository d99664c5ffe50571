import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { contactsChannels } from '../../../shared/contract/ipc/contacts.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { rapprochementsChannels } from '../../../shared/contract/ipc/rapprochements.ts';
import { limits } from '../../../shared/contract/sync.ts';
import type { Writing } from '../actes/enregistrer.ts';
import { dossiersOf, readKnown } from '../candidats/groups.ts';
import type { Clock, Random } from '../deps.ts';
import { readDecalage, type ServerNow } from '../store/horloge.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { defaire, fusionner } from './fusionner.ts';
import { fusionsOf } from './fusions.ts';
import { creerContact } from './nouveau-contact.ts';
import { ecarter, propositionsOf } from './propositions.ts';

export interface RapprochementsDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
  random: Random;
  /** How long ago the person last proved who they are, in milliseconds; null when nobody can say. */
  derniereConnexion(): number | null;
  /** The candidats that changed. */
  onCandidats: (candidats: string[]) => void;
  /** The outbox changed. */
  onSaisie: () => void;
}

type Channels = typeof rapprochementsChannels & typeof contactsChannels;
export type RapprochementsHandlers = {
  [C in keyof Channels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

export function createRapprochementsHandlers(deps: RapprochementsDeps): RapprochementsHandlers {
  const { store, clock, serverNow, random, onCandidats, onSaisie } = deps;
  const writing = (db: Sqlite, nowMs: number): Writing => ({
    db,
    random,
    nowMs,
    decalageMs: readDecalage(db, nowMs, serverNow),
  });
  const tell = (candidats: ReadonlySet<string>): void => {
    if (candidats.size > 0) onCandidats([...candidats]);
    onSaisie();
  };
  const undoable = (nowMs: number): string => new Date(nowMs + limits.undoMs).toISOString();
  return {
    'rapprochements:pour': ({ candidat }) => {
      const db = store.persons;
      if (dossiersOf(db, candidat).length === 0) return failure('INTROUVABLE');
      return success({ propositions: propositionsOf(db, candidat), fusions: fusionsOf(db, candidat) });
    },
    'rapprochements:fusionner': ({ dossier, autre }) => {
      const nowMs = clock.now();
      const ageMs = deps.derniereConnexion();
      const merged = store.writePersons((db) => fusionner(writing(db, nowMs), { dossier, autre, ageMs }));
      if (!merged.ok) return merged;
      const { lien, candidat, actes, isKnown, candidats } = merged.value;
      if (!isKnown) tell(candidats);
      return success({
        lien,
        candidat,
        actes,
        annulableJusqua: isKnown ? new Date(nowMs).toISOString() : undoable(nowMs),
      });
    },
    'rapprochements:defaire': ({ lien }) => {
      const undone = store.writePersons((db) => defaire(writing(db, clock.now()), lien));
      if (!undone.ok) return undone;
      tell(undone.value.touched);
      return success({ candidats: undone.value.candidats });
    },
    'rapprochements:ecarter': ({ dossier, autre }) => {
      const put = store.writePersons((db) => {
        const [a, b] = [readKnown(db, dossier), readKnown(db, autre)];
        if (a === null || b === null) return failure('DOSSIER_INCONNU');
        if (a.candidat === b.candidat) return failure('REQUETE_INVALIDE', { champ: 'autre' });
        ecarter(db, [dossier, a.candidat], [autre, b.candidat]);
        return success(new Set([a.candidat, b.candidat]));
      });
      if (!put.ok) return put;
      onCandidats([...put.value]);
      return success({});
    },
    'contacts:creer': (request) => {
      const nowMs = clock.now();
      const created = store.writePersons((db) => creerContact(writing(db, nowMs), request));
      if (!created.ok) return created;
      const { candidats, ...who } = created.value;
      tell(candidats);
      return success({ ...who, annulableJusqua: undoable(nowMs) });
    },
  };
}
