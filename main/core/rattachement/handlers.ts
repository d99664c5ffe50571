import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import {
  type LigneRattachement,
  type rattachementChannels,
  rattachementMax,
} from '../../../shared/contract/ipc/rattachement.ts';
import type { Clock, Random } from '../deps.ts';
import { plierLeReste } from '../imports/plier.ts';
import { readDecalage, type ServerNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import type { Travaux } from '../travaux/travaux.ts';
import { rattacher } from './application.ts';
import { compter, destinationsDe, lireLignes } from './etat.ts';
import { listLocales } from './personnes.ts';
import { isPret } from './pret.ts';

export interface RattachementDeps {
  store: Store;
  clock: Clock;
  serverNow?: ServerNow;
  random: Random;
  travaux: Pick<Travaux, 'start' | 'isBusy'>;
  breathe: () => Promise<void>;
  onCandidats: () => void;
  /** Actes became sendable. */
  onSaisie: () => void;
}

type Answer<C extends keyof typeof rattachementChannels> = Result<ResponseOf<C>> | Promise<Result<ResponseOf<C>>>;
export type RattachementHandlers = {
  [C in keyof typeof rattachementChannels]: (request: RequestOf<C>) => Answer<C>;
};

export function createRattachementHandlers(deps: RattachementDeps): RattachementHandlers {
  const { store, clock, serverNow, random, travaux, breathe } = deps;
  return {
    'rattachement:etat': async () => {
      const listes: ResponseOf<'rattachement:etat'>['listes'] = [];
      for (const local of listLocales(store.persons).slice(0, rattachementMax.listes)) {
        const comptes = await compter(store.persons, local.id, breathe);
        const destinations = destinationsDe(store.persons, local).slice(0, rattachementMax.listes);
        listes.push({ flux: local.id, nom: local.nom, ...comptes, destinations });
      }
      return success({ listes, pret: isPret(store.persons) });
    },
    'rattachement:lignes': async ({ flux, retrouves, apres, limite }) => {
      if (!listLocales(store.persons).some(({ id }) => id === flux)) return failure('INTROUVABLE');
      const page = await lireLignes(store.persons, { flux, retrouves, apres, limite }, breathe);
      return page === null
        ? failure('REQUETE_INVALIDE', { champ: 'apres' })
        : success<{ lignes: LigneRattachement[]; suite: string | null }>(page);
    },
    'rattachement:appliquer': ({ flux, destination }) => {
      if (store.mode === 'premiere') return failure('TRAVAIL_EN_COURS', { motif: 'premiere-synchro' });
      if (travaux.isBusy()) return failure('TRAVAIL_EN_COURS');
      if (!isPret(store.persons)) return failure('TRAVAIL_EN_COURS', { motif: 'synchro' });
      return travaux.start('rattachement', async (travail) => {
        const nowMs = clock.now();
        const written = store.writePersons((db) =>
          rattacher({ db, random, nowMs, decalageMs: readDecalage(db, nowMs, serverNow) }, flux, destination),
        );
        if (!written.ok) return written;
        deps.onSaisie();
        const folded = await plierLeReste(store, { signal: travail.signal, breathe });
        deps.onCandidats();
        if (!folded.ok) return folded;
        const scrubbed = store.scrub();
        return scrubbed.ok ? success({ nombre: written.value.personnes, flux: [] }) : scrubbed;
      });
    },
  };
}
