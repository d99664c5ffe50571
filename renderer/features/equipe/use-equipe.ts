import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { EventPayload, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useAsk, useEvent } from '../../ask.tsx';

/** Read again when the screen opens and after each exchange: only then does a poste tell when it was seen. */
export const useEquipe = (): UseQueryResult<ResponseOf<'equipe:lire'>> => {
  const queries = useQueryClient();
  const again = useCallback(() => void queries.invalidateQueries({ queryKey: ['equipe:lire'] }), [queries]);
  useEffect(again, [again]);
  useEvent(
    'synchro:change',
    useCallback(
      ({ enCours }: EventPayload<'synchro:change'>) => {
        if (enCours === 'aucune') again();
      },
      [again],
    ),
  );
  return useAsk('equipe:lire', {});
};
