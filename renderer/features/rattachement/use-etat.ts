import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { askOrThrow, useBridge, useEvent } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import type { ListeARattacher } from './textes.ts';

const key = ['rattachement:etat', {}];

/** The local lists against those of the server; costs per person, so it is asked only where it is shown. */
export const useRattachementEtat = (
  enabled: boolean,
): { listes: readonly ListeARattacher[] | undefined; pret: boolean; erreur: ErrorCode | null } => {
  const bridge = useBridge();
  const queries = useQueryClient();
  const answer = useQuery({
    queryKey: key,
    queryFn: () => askOrThrow(bridge, 'rattachement:etat', {}),
    enabled,
    staleTime: 0,
  });
  useEvent(
    'listes:change',
    useCallback(() => void queries.invalidateQueries({ queryKey: ['rattachement:etat'] }), [queries]),
  );
  const { error } = answer;
  return {
    listes: answer.data?.listes,
    pret: answer.data?.pret ?? false,
    erreur: error === null ? null : error instanceof CallFailed ? error.code : 'ERREUR_INTERNE',
  };
};
