import type { Acte } from '../../shared/domain/actes/acte.ts';
import { ReceptionActes } from '../actes/reception.ts';
import type { ServerDeps } from '../context.ts';
import type { Porteur } from '../flux/droits.ts';
import { Comptes } from '../identite/comptes.ts';
import { Postes } from '../identite/postes.ts';

/**
 * What staff of the demo did, as a PC pushed it that was given back since: the demo's own postes are those that a person
 * enrols.
 */

/** @param nom of the PC, as the thread of a person names it */
export const avecPoste = async <T>(
  deps: ServerDeps,
  { identifiant, nom }: { identifiant: string; nom: string },
  action: (porteur: Porteur) => Promise<T>,
): Promise<T> => {
  const compte = await new Comptes(deps).findByIdentifiant(identifiant);
  if (compte === undefined) throw new Error('the work of the demo belongs to an account that is not there');
  const postes = new Postes(deps);
  const grant = { grantId: deps.random.uuid(), jkt: deps.random.uuid(), compteId: compte.id };
  const lie = await postes.bind({ ...grant, nom, isSignIn: false });
  if (!lie.ok) throw new Error('the poste of the demo is not taken');
  const { role, siret } = compte;
  const qui = { compteId: compte.id, role, siret, posteId: lie.posteId, posteNom: nom };
  const result = await action({ ...qui, renduLe: null, connecteLe: null });
  await postes.revoke(lie.posteId, 'rendu');
  return result;
};

/** What staff do, as the postes push it. */
export const pousser = async (deps: ServerDeps, porteur: Porteur, actes: readonly Acte[]): Promise<void> => {
  const { resultats } = await new ReceptionActes(deps).recevoir({ porteur, dernierEchangeLe: null, actes });
  const refus = resultats.find(({ etat }) => etat !== 'accepte');
  if (refus !== undefined) throw new Error(`the server does not take the work of the demo: ${JSON.stringify(refus)}`);
};
