import type { Colonne } from './colonnes.ts';

/**
 * What is wrong in one line of the extraction. `champ` names the field as the existing
 * service does, `type` says what is wrong; the value itself never goes in a report.
 */
export interface Anomalie {
  champ: string;
  type: TypeAnomalie;
}
/** `sans_place`: the offer has no place, its vœux are ignored. */
export const typesAnomalie = [
  ...(['absent', 'format', 'inconnu', 'illisible', 'douteux', 'corrige', 'divergent', 'recensement'] as const),
  ...(['sans_place', 'trop_long', 'doublon', 'conserve'] as const),
] as const;
export type TypeAnomalie = (typeof typesAnomalie)[number];

/** Reads one column of a line; null when it is empty or `-`, which is how the source writes "nothing". */
export type Lecteur = (colonne: Colonne) => string | null;
