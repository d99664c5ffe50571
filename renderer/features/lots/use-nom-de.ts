import { useCallback } from 'react';
import { useAsk } from '../../ask.tsx';
import type { NomDe } from './textes.ts';

/** The name of an opérateur; the text itself where the core already gave a name. */
export const useNomDe = (): NomDe => {
  const operateurs = useAsk('candidats:options', {}).data?.operateurs;
  return useCallback(
    (id) => operateurs?.find((one) => one.id === id)?.nom ?? (id === '' ? 'un collègue' : id),
    [operateurs],
  );
};
