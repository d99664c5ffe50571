/**
 * The pieces of a list, in its order: what one request, one statement or one gesture may carry.
 *
 * @param taille items in each piece, at least 1; the last one holds what is left
 * @returns no piece for an empty list
 */
export const enTranches = <T>(liste: readonly T[], taille: number): T[][] =>
  Array.from({ length: Math.ceil(liste.length / taille) }, (_, rang) =>
    liste.slice(rang * taille, (rang + 1) * taille),
  );
