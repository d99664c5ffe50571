import { replier } from '../../../shared/domain/recherche.ts';

export interface ChoixOperateur {
  /** null: nobody. */
  id: string | null;
  nom: string;
  mot: string;
}

/** « Moi » first, then the others in the order of the alphabet, « Personne » last. */
export const choixOperateurs = (
  operateurs: readonly { id: string; nom: string }[],
  moi: { id: string; nom: string } | null,
): ChoixOperateur[] => [
  ...(moi === null ? [] : [{ id: moi.id, nom: moi.nom, mot: `Moi (${moi.nom})` }]),
  ...operateurs
    .filter(({ id }) => id !== moi?.id)
    .sort((a, b) => a.nom.localeCompare(b.nom, 'fr'))
    .map(({ id, nom }) => ({ id, nom, mot: nom })),
  { id: null, nom: 'personne', mot: 'Personne' },
];

/** The choice that the letters typed begin: a word of the name, whatever its accents; -1 when none does. */
export const trouveChoix = (choix: readonly ChoixOperateur[], tape: string): number => {
  const voulu = replier(tape);
  if (voulu === '') return -1;
  return choix.findIndex(({ mot }) =>
    replier(mot)
      .split(/[\s(]+/)
      .some((part) => part.startsWith(voulu)),
  );
};
