import type { CompteFile } from '../appels/use-compte.ts';

/**
 * Of « Moi », what Appels shows. Undefined until it is counted; null where the count leads elsewhere, is everybody's, or
 * where one's own could not be counted: everybody's stands then in its place, under its own word.
 */
export const siensDe = (
  flux: string | null,
  { portee, compte, echec }: CompteFile,
): { aAppeler: number; plus: boolean } | null | undefined =>
  flux !== null || portee !== 'moi' || echec ? null : compte;
