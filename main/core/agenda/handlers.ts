import { type Result, success } from '../../../shared/contract/errors.ts';
import type { agendaChannels } from '../../../shared/contract/ipc/agenda.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { limits } from '../../../shared/contract/sync.ts';
import type { Writing } from '../actes/enregistrer.ts';
import type { Clock, Host, Random } from '../deps.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import { correctedNow, readDecalage, type ServerNow } from '../store/horloge.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createAbonnement } from './abonnement.ts';
import { listerAbsents } from './absents.ts';
import { listerChoix } from './choix.ts';
import { countAgenda } from './compteurs.ts';
import { lireCreneau } from './creneau-lu.ts';
import { annulerCreneau, creerCreneaux, modifierCreneau, retirerCreneaux } from './ecrire.ts';
import { createEmargements } from './emargement.ts';
import { ecrireIcs } from './ics.ts';
import { inscrire } from './inscrire.ts';
import { listerLieux } from './lieux.ts';
import { listerCreneaux, listerPeriode } from './listes.ts';

export interface AgendaDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
  random: Random;
  host: Pick<Host, 'pathOfToken'>;
  fetch: AuthorizedFetch;
  /** The candidats that changed. */
  onCandidats: (candidats: string[]) => void;
  /** The outbox changed. */
  onSaisie: () => void;
}

export type AgendaHandlers = {
  [C in keyof typeof agendaChannels]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>> | Result<ResponseOf<C>>;
};

export function createAgendaHandlers(deps: AgendaDeps): AgendaHandlers {
  const { store, clock, serverNow, random, onCandidats, onSaisie } = deps;
  const now = (): string => correctedNow(store.persons, clock, serverNow);
  const abonnement = createAbonnement(deps.fetch);
  const emargements = createEmargements({ store, clock, random, now });

  /** What a person does: all or nothing, told once it is on the disk. */
  const ecrire = <T>(work: (writing: Writing) => Result<T>): Result<T & { annulableJusqua: string }> => {
    const nowMs = clock.now();
    const written = store.writePersons((db: Sqlite) =>
      work({ db, random, nowMs, decalageMs: readDecalage(db, nowMs, serverNow) }),
    );
    if (!written.ok) return written;
    onSaisie();
    return success({ ...written.value, annulableJusqua: new Date(nowMs + limits.undoMs).toISOString() });
  };
  const sansReponse = (work: (writing: Writing) => Result<null>): Result<Record<string, never>> => {
    const written = ecrire((writing) => {
      const done = work(writing);
      return done.ok ? success({}) : done;
    });
    return written.ok ? success({}) : written;
  };

  return {
    'agenda:periode': (request) => success(listerPeriode(store.persons, request)),
    'agenda:liste': (request) => listerCreneaux(store.persons, request, now()),
    'agenda:creneau': ({ creneau }) => lireCreneau(store.persons, creneau),
    'agenda:choix': (request) => listerChoix(store.persons, request, now()),
    'agenda:lieux': () => success(listerLieux(store.persons)),
    'agenda:compteurs': () => success(countAgenda(store.persons, now())),
    'agenda:absents': (request) => listerAbsents(store.persons, request),
    'agenda:creer': (request) => ecrire((writing) => creerCreneaux(writing, request)),
    'agenda:retirer': ({ creneaux }) => sansReponse(({ db }) => retirerCreneaux(db, creneaux)),
    'agenda:modifier': (request) => ecrire((writing) => modifierCreneau(writing, request)),
    'agenda:annuler': (request) => ecrire((writing) => annulerCreneau(writing, request)),
    'agenda:inscrire': (request) => {
      const written = ecrire((writing) => inscrire(writing, request, now()));
      if (!written.ok) return written;
      const { candidats, ...inscrite } = written.value;
      if (candidats.size > 0) onCandidats([...candidats]);
      return success(inscrite);
    },
    'agenda:ics': (request) => ecrireIcs({ db: store.persons, host: deps.host }, request),
    'agenda:abonnement': () => abonnement.lire(),
    'agenda:abonner': () => abonnement.creer(),
    'agenda:desabonner': () => abonnement.retirer(),
    'agenda:emargement': (request) => emargements.preparer(request),
    'agenda:feuille': (request) => emargements.feuille(request),
  };
}
