import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { synchroChannels } from '../../../shared/contract/ipc/synchro.ts';
import type { Clock, Host, Random } from '../deps.ts';
import { isConnexionRecente } from '../session/connexion.ts';
import type { Store } from '../store/store.ts';
import { abandonParked, readDetail, resumeParked, typeOfParked } from '../sync/detail.ts';
import type { SyncEngine } from '../sync/engine.ts';
import { type EpreuvesDeps, runEpreuves } from './epreuves.ts';
import { type RapportDeps, saveRapport, writeRapport } from './rapport.ts';

type SynchroChannel = keyof typeof synchroChannels;
export type SynchroHandlers = {
  [C in SynchroChannel]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>> | Result<ResponseOf<C>>;
};

export interface SynchroHandlersDeps {
  store: Store;
  engine: SyncEngine;
  clock: Clock;
  random: Random;
  host: Host;
  epreuves: EpreuvesDeps;
  rapport: RapportDeps;
  /** How long ago the person last proved who they are, in milliseconds; null when nobody can say. */
  derniereConnexion(): number | null;
  project(db: Store['persons'], dossiers: Set<string>): Set<string>;
  onCandidats(candidats: Set<string>): void;
  onBug(error: unknown): void;
}

const sendMs = 30_000;

export function createSynchroHandlers(deps: SynchroHandlersDeps): SynchroHandlers {
  const { store, engine } = deps;

  /** A refused acte is sent again or given up: the row and what it changes on screen go together. */
  function decide(change: (db: Store['persons']) => Result<Set<string>>) {
    const changed = store.writePersons((db) => {
      const dossiers = change(db);
      return dossiers.ok ? success(deps.project(db, dossiers.value)) : dossiers;
    });
    if (!changed.ok) return changed;
    deps.onCandidats(changed.value);
    engine.notifySaisie();
    return success(engine.etat());
  }

  return {
    'synchro:etat': () => success(engine.etat()),
    'synchro:lancer': () => {
      engine.wake();
      return success(engine.etat());
    },
    'synchro:envoyer': () => {
      engine.flush(sendMs).catch(deps.onBug);
      return success(engine.etat());
    },
    'synchro:detail': () => success(readDetail(store.persons)),
    'synchro:reprendre': ({ acte }) => {
      // The server would refuse it once more: whoever sends it proves who they are, as whoever asks for it.
      if (typeOfParked(store.persons, acte) === 'effacement' && !isConnexionRecente(deps.derniereConnexion()))
        return failure('CONNEXION_RECENTE_REQUISE');
      return decide((db) => resumeParked(db, acte, deps.random.uuid(), new Date(deps.clock.now()).toISOString()));
    },
    'synchro:abandonner': ({ acte }) => decide((db) => abandonParked(db, acte)),
    'synchro:tester': async () => success(await runEpreuves(deps.epreuves)),
    'synchro:diagnostic': async ({ jeton }) => {
      const texte = writeRapport(deps.rapport);
      if (jeton === null) return success({ texte });
      if (jeton === '') return failure('JETON_INVALIDE');
      const saved = await saveRapport(deps.host, jeton, texte);
      return saved.ok ? success({ texte }) : saved;
    },
  };
}
