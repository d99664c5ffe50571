import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { GesteLot, lotsChannels, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import { correctedNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { type AdressesDeps, remettreAdresses } from './adresses.ts';
import { keepLot, readLot } from './lignes.ts';
import { createMoteur, type Moteur, type MoteurDeps } from './moteur.ts';
import { candidatsDe, type Parcours } from './portee.ts';
import { ecartesDe, empreinteDe, type Preparation, preparerLot } from './preparation.ts';

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

export function createLots(deps: MoteurDeps & AdressesDeps): Lots {
  const { store, clock, serverNow, breathe } = deps;
  const moteur = createMoteur(deps);
  const people = (portee: PorteeLot): Result<string[]> =>
    candidatsDe(store.persons, portee, correctedNow(store.persons, clock, serverNow));
  const parcours = (signal: AbortSignal = moteur.signal): Parcours => ({ db: store.persons, signal, breathe });
  /** What each window asks for now: choosing among many people asks again at each choice. */
  const fenetres = new Map<string, AbortController>();

  /** Nobody is given to somebody who left the team, or whom nobody knows here. */
  const isGestePossible = (geste: GesteLot): boolean =>
    geste.genre !== 'affecter' ||
    geste.operateur === null ||
    readOperateurs(store.persons).get(geste.operateur)?.actif === true;

  const preparer = async (
    portee: PorteeLot,
    geste: GesteLot,
    signal: AbortSignal = moteur.signal,
  ): Promise<Result<Preparation>> => {
    if (!isGestePossible(geste)) return failure('INTROUVABLE');
    const candidats = people(portee);
    return candidats.ok ? preparerLot(parcours(signal), candidats.value, geste) : candidats;
  };
  const preparerPour = async (fenetre: string, portee: PorteeLot, geste: GesteLot): Promise<Result<Preparation>> => {
    fenetres.get(fenetre)?.abort();
    const mine = new AbortController();
    fenetres.set(fenetre, mine);
    const prepared = await preparer(portee, geste, AbortSignal.any([moteur.signal, mine.signal]));
    if (fenetres.get(fenetre) === mine) fenetres.delete(fenetre);
    return prepared;
  };

  const handlers: LotsHandlers = {
    'lots:preparer': async ({ portee, geste, fenetre }) => {
      const prepared = await (fenetre === undefined ? preparer(portee, geste) : preparerPour(fenetre, portee, geste));
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
        ecartes: ecartesDe(portee, prepared.value),
        empreinte: empreinteDe(prepared.value),
      });
    },
    'lots:lancer': async ({ lot: id, portee, geste, empreinte }) => {
      if (readLot(store.persons, id) !== null) return success({ lot: id });
      const prepared = await preparer(portee, geste);
      if (!prepared.ok) return prepared;
      // Somebody came, left or changed hands since it was said: it is said again first.
      if (empreinte !== undefined && empreinte !== empreinteDe(prepared.value)) return failure('LOT_PERIME');
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
