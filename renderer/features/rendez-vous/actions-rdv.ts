import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';

/** What « Confirmer » is called for this place, and in the bar that takes it back; null where there is nothing to confirm. */
export const motsConfirmer = ({
  etat,
  motif,
}: Pick<RendezVous, 'etat' | 'motif'>): { bouton: string; phrase: string } | null => {
  if (etat === 'offerte') return { bouton: 'Confirmer la place', phrase: 'Place gardée, confirmée' };
  if (etat !== 'a_reconfirmer') return null;
  return motif === 'capacite'
    ? { bouton: 'Confirmer quand même', phrase: 'Place confirmée quand même' }
    : { bouton: 'Confirmer sa venue', phrase: 'Venue confirmée' };
};

/** Those to come that are alive, then the rest; each as the sheet gives them. */
export const partager = <R extends Pick<RendezVous, 'etat' | 'fin' | 'assiduite'>>(
  rendezVous: readonly R[],
  now: number,
  estActif: (rdv: R) => boolean,
): { aVenir: R[]; passes: R[] } => {
  const aVenir = rendezVous.filter((rdv) => estActif(rdv) && Date.parse(rdv.fin) > now);
  return { aVenir, passes: rendezVous.filter((rdv) => !aVenir.includes(rdv)) };
};
