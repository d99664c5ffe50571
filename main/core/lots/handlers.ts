import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { GesteLot, lotsChannels, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import { correctedNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { type AdressesDeps, remettreAdresses } from './adresses.ts';
import { type Raison, sortDe } from './gestes.ts';
import { keepLot, readLot } from './lignes.ts';
import { createMoteur, type Moteur, type MoteurDeps } from './moteur.ts';
import { candidatsDe, type Parcours, parcourir } from './portee.ts';

export type LotsHandlers = {
  [C in keyof typeof lotsChannels]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>> | Result<ResponseOf<C>>;
};

export interface Lots {
  handlers: LotsHandlers;
  /** Goes on with what waits: the lists are drawn again, or there is room on the disk. */
  reprendre: Moteur['reprendre'];
  stop: Moteur['stop'];
}

/** Bound of the contract. */
const reprisMax = 200;

const plusUn = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

interface Preparation {
  candidats: number;
  /** Those it changes something for, in the order of the list. */
  concernes: string[];
  exclus: Map<Raison, number>;
  repris: Map<string | null, number>;
}

export function createLots(deps: MoteurDeps & AdressesDeps): Lots {
  const { store, clock, serverNow, breathe } = deps;
  const moteur = createMoteur(deps);
  const people = (portee: PorteeLot): Result<string[]> =>
    candidatsDe(store.persons, portee, correctedNow(store.persons, clock, serverNow));
  const parcours = (): Parcours => ({ db: store.persons, signal: moteur.signal, breathe });

  /** Nobody is given to somebody who left the team, or whom nobody knows here. */
  const isGestePossible = (geste: GesteLot): boolean =>
    geste.genre !== 'affecter' ||
    geste.operateur === null ||
    readOperateurs(store.persons).get(geste.operateur)?.actif === true;

  const preparer = async (portee: PorteeLot, geste: GesteLot): Promise<Result<Preparation>> => {
    if (!isGestePossible(geste)) return failure('INTROUVABLE');
    const candidats = people(portee);
    if (!candidats.ok) return candidats;
    const preparation: Preparation = { candidats: 0, concernes: [], exclus: new Map(), repris: new Map() };
    const seen = await parcourir(parcours(), candidats.value, (personne, candidat) => {
      preparation.candidats += 1;
      const sort = sortDe(personne, geste);
      if (sort.genre === 'exclu') plusUn(preparation.exclus, sort.raison);
      if (sort.genre !== 'concerne') return;
      preparation.concernes.push(candidat);
      for (const ancien of sort.repris) plusUn(preparation.repris, ancien);
    });
    return seen.ok ? success(preparation) : seen;
  };

  const handlers: LotsHandlers = {
    'lots:preparer': async ({ portee, geste }) => {
      const prepared = await preparer(portee, geste);
      if (!prepared.ok) return prepared;
      const { candidats, concernes, exclus, repris } = prepared.value;
      const operateurs = readOperateurs(store.persons);
      const exclusTotal = [...exclus.values()].reduce((sum, nombre) => sum + nombre, 0);
      return success({
        candidats,
        concernes: concernes.length,
        inchanges: candidats - concernes.length - exclusTotal,
        exclus: [...exclus].map(([raison, nombre]) => ({ raison, nombre })),
        repris: [...repris]
          .map(([operateur, nombre]) => ({ operateur: nameOf(operateurs, operateur), nombre }))
          .slice(0, reprisMax),
      });
    },
    'lots:lancer': async ({ lot: id, portee, geste }) => {
      if (readLot(store.persons, id) !== null) return success({ lot: id });
      const prepared = await preparer(portee, geste);
      if (!prepared.ok) return prepared;
      const kept = store.writePersons((db) => {
        // Asked a second time while the first one was being prepared.
        if (readLot(db, id) !== null) return success({ lot: id });
        const operateur = readLocal(db, 'operateur', operateurLocal);
        const creeLe = new Date(clock.now()).toISOString();
        keepLot(db, { id, geste, operateur, creeLe }, prepared.value.concernes);
        return success({ lot: id });
      });
      if (kept.ok) moteur.reprendre();
      return kept;
    },
    'lots:etat': () => success({ lots: moteur.etat() }),
    'lots:arreter': ({ lot }) => moteur.arreter(lot),
    'lots:defaire': ({ lot }) => moteur.defaire(lot),
    'lots:adresses': async ({ portee }) => {
      const candidats = people(portee);
      return candidats.ok ? remettreAdresses(deps, parcours(), portee, candidats.value) : candidats;
    },
  };
  return { handlers, reprendre: moteur.reprendre, stop: moteur.stop };
}
