import type { DemandeLigne } from '../contract/lignes.ts';
import type { Disposition } from './actes/appel.ts';
import type { ReponseGenre } from './actes/reponse.ts';
import type { Appel } from './appels.ts';
import type { Faits } from './faits.ts';
import type { DemandesEtat } from './situations.ts';

/** A demande row with its id, as pulled. */
export type DemandeDuDossier = { id: string } & Pick<DemandeLigne, 'etat' | 'recue_le' | 'echeance'>;

/**
 * What a call answers to a demande (users-and-rules 1.3, last column); null while nothing is final.
 * `numerosRestants` counts the numbers that can still be dialled once this call is logged.
 */
export const reponseParDefaut = (disposition: Disposition, numerosRestants: number): ReponseGenre | null => {
  if (disposition === 'JOINT' || disposition === 'OPPOSITION') return 'autre_canal';
  if (disposition === 'NUMERO_INVALIDE' && numerosRestants === 0) return 'sans_reponse';
  return null;
};

const estApres = (appel: Appel, demande: DemandeDuDossier): boolean => appel.le >= demande.recue_le;

/** Open: the server still waits, no `reponse` was written here, and nobody of the family was reached since. */
export const demandesOuvertes = <D extends DemandeDuDossier>(
  demandes: readonly D[],
  faits: Faits,
  appels: readonly Appel[],
): D[] =>
  demandes.filter(
    (demande) =>
      demande.etat === 'ouverte' &&
      !faits.has(`reponse:${demande.id}`) &&
      !appels.some((appel) => estApres(appel, demande) && reponseParDefaut(appel.corps.disposition, 1) !== null),
  );

/** `a_repondre` as soon as one open demande was followed by no call at all. */
export const etatDesDemandes = (ouvertes: readonly DemandeDuDossier[], appels: readonly Appel[]): DemandesEtat => {
  if (ouvertes.length === 0) return 'aucune';
  return ouvertes.some((demande) => !appels.some((appel) => estApres(appel, demande))) ? 'a_repondre' : 'suivie';
};
