import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { instantDuSite } from '../../textes/echeances.ts';
import { majuscule } from '../../textes/pluriel.ts';

export interface Groupe {
  titre: string;
  /** Late ones have their icon too. */
  enRetard: boolean;
}

/** « En retard », « Avant ce soir 18 h », « Avant jeudi 18 h, heure de La Réunion ». */
export const groupeDe = (
  { restant, echeance, fuseau }: Pick<DemandeEntree, 'restant' | 'echeance' | 'fuseau'>,
  now: number,
  ici: string,
): Groupe =>
  restant.depassee
    ? { titre: 'En retard', enRetard: true }
    : { titre: majuscule(`avant ${instantDuSite(echeance, fuseau, now, ici)}`), enRetard: false };

/** One line of the inbox as it is drawn: a deadline, or a demande with its place among the demandes. */
export type Ligne =
  | { genre: 'titre'; groupe: Groupe; compte: number | null; cle: string }
  | { genre: 'demande'; entree: DemandeEntree; index: number; titre: string | null; cle: string };

/**
 * The list with its titles, in the order it came. Of the last group one knows how many it has only once the whole list
 * was read.
 */
export const lignesDe = (
  entrees: readonly DemandeEntree[],
  { now, ici, hasMore }: { now: number; ici: string; hasMore: boolean },
): Ligne[] => {
  const lignes: Ligne[] = [];
  let titre: Extract<Ligne, { genre: 'titre' }> | null = null;
  for (const [index, entree] of entrees.entries()) {
    const groupe = groupeDe(entree, now, ici);
    if (titre === null || titre.groupe.titre !== groupe.titre) {
      titre = { genre: 'titre', groupe, compte: 0, cle: `titre ${groupe.titre}` };
      lignes.push(titre);
    }
    titre.compte = (titre.compte ?? 0) + 1;
    lignes.push({ genre: 'demande', entree, index, titre: groupe.titre, cle: entree.id });
  }
  if (titre !== null && hasMore) titre.compte = null;
  return lignes;
};

/** Those that are over have no deadline left: one list, newest first. */
export const lignesSansTitre = (entrees: readonly DemandeEntree[]): Ligne[] =>
  entrees.map((entree, index) => ({ genre: 'demande', entree, index, titre: null, cle: entree.id }));
