import type { FeuilleEmargement } from './read-sheets.ts';

export type Emargee = FeuilleEmargement['lignes'][number];

/** Lines of 8 mm that one A4 page holds. */
export const lignesParPage = 30;
/** Fewer empty lines than this are no help to a door where people come without having written. */
const videsMin = 5;

export interface PageEmargement {
  /** Number of the first line. */
  premier: number;
  /** null is an empty line, to be written by hand. */
  lignes: readonly (Emargee | null)[];
}

const vides = (n: number): null[] => Array.from({ length: n }, () => null);

/** The pages as they are printed: everybody in order, and room after them, on a page more when the last one is full. */
export const pagesEmargement = (feuilles: readonly Pick<FeuilleEmargement, 'lignes'>[]): PageEmargement[] => {
  const lignes = feuilles.flatMap((feuille) => feuille.lignes);
  const reste = lignesParPage - (lignes.length % lignesParPage);
  const ajoutees =
    reste < videsMin || lignes.length % lignesParPage === 0 ? (reste % lignesParPage) + lignesParPage : reste;
  const toutes: (Emargee | null)[] = [...lignes, ...vides(ajoutees)];
  return Array.from({ length: toutes.length / lignesParPage }, (_, page) => ({
    premier: page * lignesParPage + 1,
    lignes: toutes.slice(page * lignesParPage, (page + 1) * lignesParPage),
  }));
};
