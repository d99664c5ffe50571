import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { actesChannels } from '../../../shared/contract/ipc/actes.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { disposition, issue } from '../../../shared/domain/actes/appel.ts';
import { prochaineActionParDefaut } from '../../../shared/domain/prochaine-action-defaut.ts';
import { readFolded } from '../candidats/fold.ts';
import type { Clock, Random } from '../deps.ts';
import { forgetSentMessage } from '../messages/brouillons.ts';
import { correctedNow, readDecalage, type ServerNow } from '../store/horloge.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { undoActes } from './annuler.ts';
import { type Writing, writeSaisies } from './enregistrer.ts';

export interface ActesDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
  random: Random;
  /** The candidats that changed. */
  onCandidats: (candidats: string[]) => void;
  /** The outbox changed: the next push may be due at another time. */
  onSaisie: () => void;
}

export type ActesHandlers = {
  [C in keyof typeof actesChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

/** What people do. Answered only once it is on the disk (synchronous=FULL); all or nothing. */
export function createActesHandlers(deps: ActesDeps): ActesHandlers {
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
  return {
    'actes:enregistrer': ({ saisies }) => {
      // Half a merge is written with the other one, where both people are looked at (rapprochements:fusionner), and a
      // booking where its créneau is (agenda:inscrire).
      const rang = saisies.findIndex(({ type }) => type === 'lien' || type === 'reservation-demandee');
      if (rang >= 0) return failure('ACTE_INVALIDE', { chemins: ['type'], rang });
      const nowMs = clock.now();
      const written = store.writePersons((db) => {
        const kept = writeSaisies(writing(db, nowMs), saisies);
        if (kept.ok) for (const { type, dossier } of saisies) if (type === 'message') forgetSentMessage(db, dossier);
        return kept;
      });
      if (!written.ok) return written;
      const { actes, candidats, isEfface } = written.value;
      // Not left to the next exchange: a poste without a server has none. A full disk leaves it to the next start, which
      // was asked by the transaction itself: she is erased either way.
      if (isEfface) store.scrub();
      tell(candidats);
      return success({ actes, annulableJusqua: new Date(nowMs + (isEfface ? 0 : limits.undoMs)).toISOString() });
    },
    'actes:annuler': ({ actes }) => {
      const nowMs = clock.now();
      const undone = store.writePersons((db) => undoActes(writing(db, nowMs), actes));
      if (!undone.ok) return undone;
      const { retires, annules, candidats } = undone.value;
      tell(candidats);
      return success({ retires, annules });
    },
    'actes:prochaine-par-defaut': (request) => {
      const folded = readFolded(store.persons, request.dossier);
      if (folded === null) return failure('DOSSIER_INCONNU');
      const asked = disposition.safeParse(request.disposition);
      const about = issue.nullable().safeParse(request.issue);
      if (!asked.success || !about.success) return failure('REQUETE_INVALIDE', { champ: 'disposition' });
      const now = correctedNow(store.persons, clock, serverNow);
      const { fuseauFamille } = folded.etat.lieu;
      const corps = prochaineActionParDefaut(asked.data, about.data, now, folded.fuseau, {
        ...(fuseauFamille === null ? {} : { fuseauFamille }),
        // The call being logged is about to strike one of them through.
        numerosRestants: Math.max(0, folded.etat.composables.length - 1),
      });
      return success({ corps: corps === null ? null : { ...corps } });
    },
  };
}
