import { hourOf } from '../appels/file-compte.ts';

/** The columns that the counts of the team look at. */
export interface CountedInEquipe {
  /** Whose the person is, ids apart by a space; several when her dossiers are held by several, or a plan names one. */
  affecte_a: string | null;
  ouverte: number;
  a_appeler_des: string | null;
  retard_des: string | null;
}

const prefix = 'equipe:';
/** Nobody's. */
const libre = 'libre';

export const cleDesOuverts = (operateur: string | null): string => `${prefix}${operateur ?? libre}:ouverts`;
/** What follows is the hour that they become due. */
export const cleAAppeler = (operateur: string): string => `${prefix}${operateur}:appeler:`;
/** What follows is the hour after which they are late. */
export const cleEnRetard = (operateur: string): string => `${prefix}${operateur}:retard:`;

export const operateursDe = (affecteA: string | null): string[] => (affecteA === null ? [] : affecteA.split(' '));

/** Three counters at most for each opérateur who holds the person, whatever the number of people. */
export function equipeKeys({ affecte_a, ouverte, a_appeler_des, retard_des }: CountedInEquipe): string[] {
  if (ouverte === 0) return [];
  const operateurs = operateursDe(affecte_a);
  if (operateurs.length === 0) return [cleDesOuverts(null)];
  return operateurs.flatMap((operateur) => [
    cleDesOuverts(operateur),
    ...(a_appeler_des === null ? [] : [`${cleAAppeler(operateur)}${hourOf(a_appeler_des)}`]),
    ...(retard_des === null ? [] : [`${cleEnRetard(operateur)}${hourOf(retard_des)}`]),
  ]);
}
