import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { exportEnMasse } from '../../../shared/contract/ipc/exports.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { essaiDeCourriel, lotMax, type PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { fluxOfCandidats } from '../candidats/portee.ts';
import type { Clock, Random } from '../deps.ts';
import { isConnexionRecente } from '../session/connexion.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import { noteTrace } from '../traces/traces.ts';
import { adressesOf, sortDe } from './gestes.ts';
import { type Parcours, parcourir } from './portee.ts';

export interface AdressesDeps {
  store: Store;
  clock: Clock;
  serverNow?: ServerNow;
  random: Random;
  /** As for an export: how long ago the person last proved who they are, in milliseconds; null when nobody can say. */
  derniereConnexion(): number | null;
}

/** Bound of the contract. */
const adressesParPersonne = 50;

/**
 * Hands out the addresses of a group mail. They leave the file as an export does, under the same guard and with the
 * same audit line, kept before the first address is given.
 * Failures: ANNULE, CONNEXION_RECENTE_REQUISE, LOT_TROP_GRAND {max}, and what the writing of the line answers.
 */
export async function remettreAdresses(
  { store, clock, serverNow, random, derniereConnexion }: AdressesDeps,
  parcours: Parcours,
  portee: PorteeLot,
  candidats: readonly string[],
): Promise<Result<ResponseOf<'lots:adresses'>>> {
  const parCandidat: { candidat: string; adresses: string[] }[] = [];
  const seen = await parcourir(parcours, candidats, (personne, candidat) => {
    if (sortDe(personne, essaiDeCourriel).genre === 'concerne')
      parCandidat.push({ candidat, adresses: adressesOf(personne).slice(0, adressesParPersonne) });
  });
  if (!seen.ok) return seen;
  const adresses = new Set(parCandidat.flatMap((one) => one.adresses));
  if (adresses.size > lotMax) return failure('LOT_TROP_GRAND', { max: lotMax });
  const remises = parCandidat.length;
  if (remises > exportEnMasse && !isConnexionRecente(derniereConnexion())) return failure('CONNEXION_RECENTE_REQUISE');
  const handed = success({ parCandidat });
  if (remises === 0) return handed;
  return store.writePersons((db) => {
    noteTrace(db, {
      id: random.uuid(),
      genre: 'export',
      format: 'courriel-groupe',
      portee: portee.genre === 'selection' ? 'selection' : 'question',
      nombre: remises,
      flux: fluxOfCandidats(
        db,
        parCandidat.map(({ candidat }) => candidat),
      ),
      operateur: readLocal(db, 'operateur', operateurLocal),
      fait_le: correctedNow(db, clock, serverNow),
    });
    return handed;
  });
}
