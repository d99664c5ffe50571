import type { z } from 'zod';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { GesteLot, lotsChannels } from '../../../shared/contract/ipc/lots.ts';
import { identiteOf } from '../candidats/identite.ts';
import { anciensTeneurs, planEcrit, saisieSur, saisiesAffectation } from './affectation.ts';
import type { Personne } from './personne.ts';

type Preparation = z.infer<(typeof lotsChannels)['lots:preparer']['response']>;
export type Raison = Preparation['exclus'][number]['raison'];

/** What a gesture does to one person. */
export type Sort =
  | { genre: 'concerne'; saisies: Saisie[]; repris: Repris }
  | { genre: 'inchange' }
  | { genre: 'exclu'; raison: Raison };

/**
 * From whom it is taken over: opérateurs, each of those who had her; null alone for somebody whom nobody had, or a plan
 * that named nobody; nothing when it takes nothing over.
 */
export type Repris = readonly (string | null)[];

/** Every address of the family that messages may go to. */
export const adressesOf = ({ members }: Personne): string[] => [
  ...new Set(members.flatMap((member) => identiteOf(member).emails)),
];

/** What is known of her that forbids it, whatever was asked; null when nothing does. */
function exclusion({ members, principal, state }: Personne, geste: GesteLot): Raison | null {
  if (members.some(({ etat }) => etat.efface)) return 'effacement';
  if (members.some(({ etat }) => etat.limitation)) return 'limitation';
  if (state.opposition) return 'opposition';
  if (principal === null) return 'sans_droit';
  // Somebody with whom all is done needs nobody and no call; she may still be written to.
  if (geste.genre !== 'message' && !state.ouverte) return 'close';
  return null;
}

export function sortDe(personne: Personne, geste: GesteLot): Sort {
  const raison = exclusion(personne, geste);
  if (raison !== null) return { genre: 'exclu', raison };
  if (geste.genre === 'affecter') return affecter(personne, geste.operateur);
  if (geste.genre === 'prochaine-action') return planifier(personne, geste.corps);
  return noter(personne, geste);
}

function affecter(personne: Personne, operateur: string | null): Sort {
  const saisies = saisiesAffectation(personne, operateur);
  if (saisies.length === 0) return { genre: 'inchange' };
  const anciens = anciensTeneurs(personne, operateur);
  const isFree = anciens.length === 0 && personne.state.affecteA.length === 0;
  return { genre: 'concerne', saisies, repris: isFree ? [null] : anciens };
}

type Plan = Extract<GesteLot, { genre: 'prochaine-action' }>['corps'];

function planifier({ ouverts, principal, state }: Personne, corps: Plan): Sort {
  if (principal === null) return { genre: 'exclu', raison: 'sans_droit' };
  const planifies = ouverts.filter((dossier) => planEcrit(dossier) !== null || isContested(dossier));
  const aEcrire = [principal, ...planifies.filter((dossier) => dossier !== principal)];
  // Whatever was planned, or implied, in another dossier since, is what counts for her: it is hers that must be so.
  const isSame = aEcrire.every((dossier) => isPlan(planEcrit(dossier), corps));
  if (isSame && isActuelle(state.prochaineAction, corps)) return { genre: 'inchange' };
  const saisies = aEcrire.map((dossier) => saisieSur(dossier, 'prochaine-action', corps));
  const remplace = planifies.length > 0 && state.prochaineAction !== null ? [state.prochaineAction.qui] : [];
  return { genre: 'concerne', saisies, repris: remplace };
}

const isContested = ({ etat }: Personne['ouverts'][number]): boolean =>
  etat.faits.get('prochaine-action')?.aDepartager === true;

const isPlan = (plan: Plan | null, corps: Plan): boolean =>
  plan !== null &&
  plan.quoi === corps.quoi &&
  plan.le === corps.le &&
  plan.precision === corps.precision &&
  plan.qui === corps.qui &&
  plan.motif === corps.motif;

const isActuelle = (action: Personne['state']['prochaineAction'], corps: Plan): boolean =>
  action !== null && action.quoi !== 'rencontrer' && !action.deduite && isPlan({ ...action, quoi: action.quoi }, corps);

type Message = Extract<GesteLot, { genre: 'message' }>;

function noter(personne: Personne, { canal, objet, texte, modele, informe }: Message): Sort {
  const { members, principal } = personne;
  if (principal === null) return { genre: 'exclu', raison: 'sans_droit' };
  const isReachable =
    canal === 'courrier' ||
    (canal === 'courriel' ? adressesOf(personne).length > 0 : members.some(({ etat }) => etat.composables.length > 0));
  if (!isReachable) return { genre: 'exclu', raison: 'sans_adresse' };
  const isInforme = members.some(({ etat }) => etat.informe);
  return {
    genre: 'concerne',
    repris: [],
    saisies: [
      saisieSur(principal, 'message', { canal, ...(objet === '' ? {} : { objet }), texte, modele }),
      ...(informe && !isInforme ? [saisieSur(principal, 'informe', { canal })] : []),
    ],
  };
}
