import { useAsk } from '../../ask.tsx';

/** Whether what is shared reaches the colleagues now, at the next connection, or nobody (a poste without a server). */
export const useConnexion = (): 'en-ligne' | 'hors-ligne' | 'seul' => {
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur === true;
  const enLigne = useAsk('synchro:etat', {}).data?.connexion === 'en-ligne';
  return sansServeur ? 'seul' : enLigne ? 'en-ligne' : 'hors-ligne';
};
