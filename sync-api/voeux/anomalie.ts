import type { Colonne } from './colonnes.ts';

/**
 * What is wrong in one line of the extraction. `champ` names the field as the existing
 * service does, `type` says what is wrong; the value itself never goes in a report.
 */
export interface Anomalie {
  champ: string;
  type: TypeAnomalie;
}
export type TypeAnomalie =
  | 'absent'
  | 'format'
  | 'inconnu'
  | 'illisible'
  | 'douteux'
  | 'corrige'
  | 'divergent'
  | 'recensement'
  /** The offer has no place: its vœux are ignored. */
  | 'sans_place'
  | 'trop_long'
  | 'doublon'
  | 'conserve';

/** Reads one column of a line; null when it is empty or `-`, which is how the source writes "nothing". */
export type Lecteur = (colonne: Colonne) => string | null;
