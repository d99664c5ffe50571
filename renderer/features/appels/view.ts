import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import { useAsk } from '../../ask.tsx';
import { avancer, debut, type Parcours, type Pas } from './parcours.ts';

/** What Appels is showing; kept while another screen is open, and while the page is locked. */
export interface AppelsView {
  parcours: Parcours;
  avancer: (pas: Pas) => void;
}

/** Ids and codes alone, which the page keeps when it is emptied (`app.tsx`). */
export const parcoursKey = ['appels:parcours'] as const;

interface Kept {
  operateur: string | null;
  parcours: Parcours;
}

export const useAppelsView = (): AppelsView => {
  const queries = useQueryClient();
  const operateur = useAsk('session:etat', {}).data?.operateur?.id ?? null;
  const [parcours, dispatch] = useReducer(avancer, debut, () => {
    const kept = queries.getQueryData<Kept>(parcoursKey);
    // Another opérateur opens her own day.
    return kept !== undefined && kept.operateur === operateur ? kept.parcours : debut;
  });
  useEffect(() => {
    queries.setQueryDefaults(parcoursKey, { gcTime: Number.POSITIVE_INFINITY });
    queries.setQueryData<Kept>(parcoursKey, { operateur, parcours });
  }, [queries, operateur, parcours]);
  return useMemo(() => ({ parcours, avancer: dispatch }), [parcours]);
};
