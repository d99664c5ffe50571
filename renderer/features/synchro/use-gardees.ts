import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAsk, useEvent } from '../../ask.tsx';

/** How many saisies only this poste has, where it knows no server; null elsewhere, where they wait to be sent. */
export const useGardees = (): number | null => {
  const isAlone = useAsk('synchro:etat', {}).data?.connexion === 'sans-serveur';
  const cartes = useAsk('listes:cartes', {}, isAlone).data?.cartes;
  const queries = useQueryClient();
  useEvent(
    'candidats:change',
    useCallback(() => {
      // A poste alone has few lists: they are counted again at each saisie.
      if (isAlone) void queries.invalidateQueries({ queryKey: ['listes:cartes'] });
    }, [isAlone, queries]),
  );
  if (!isAlone) return null;
  return (cartes ?? []).reduce((sum, { saisiesLocales }) => sum + saisiesLocales, 0);
};
