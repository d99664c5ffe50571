import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { actesChannels } from '../../../shared/contract/ipc/actes.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { disposition, issue } from '../../../shared/domain/actes/appel.ts';
import { prochaineActionParDefaut } from '../../../shared/domain/prochaine-action-defaut.ts';
import { readFolded } from '../candidats/fold.ts';
import type { Clock, Random } from '../deps.ts';
import { correctedNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { undoActes } from './annuler.ts';
import { writeSaisies } from './enregistrer.ts';

export interface ActesDeps {
  store: Store;
  clock: Clock;
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
export function createActesHandlers({ store, clock, random, onCandidats, onSaisie }: ActesDeps): ActesHandlers {
  const tell = (candidats: ReadonlySet<string>): void => {
    if (candidats.size > 0) onCandidats([...candidats]);
    onSaisie();
  };
  return {
    'actes:enregistrer': ({ saisies }) => {
      const nowMs = clock.now();
      const written = store.writePersons((db) => writeSaisies({ db, random, nowMs }, saisies));
      if (!written.ok) return written;
      tell(written.value.candidats);
      return success({
        actes: written.value.actes,
        annulableJusqua: new Date(nowMs + limits.undoMs).toISOString(),
      });
    },
    'actes:annuler': ({ actes }) => {
      const nowMs = clock.now();
      const undone = store.writePersons((db) => undoActes({ db, random, nowMs }, actes));
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
      const now = correctedNow(store.persons, clock);
      const corps = prochaineActionParDefaut(asked.data, about.data, now, folded.fuseau, {
        // The call being logged is about to strike one of them through.
        numerosRestants: Math.max(0, folded.etat.composables.length - 1),
      });
      return success({ corps: corps === null ? null : { ...corps } });
    },
  };
}
