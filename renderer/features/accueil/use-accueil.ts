import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { keyOf, useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';

export type Accueil = ResponseOf<'accueil:lire'>;

const tickMs = 15_000;

/** Whether the instant that the answer names has come, and was not asked about at this very tick already. */
export const estARelire = (now: number, changeLe: string | undefined, derniere: number): boolean =>
  changeLe !== undefined && now >= Date.parse(changeLe) && now !== derniere;

/**
 * Events tell what people and exchanges change; what time alone changes (a promised call that becomes due, a deadline,
 * midnight) is asked again at the instant that the answer names, and once at each tick after it.
 */
export const useAccueil = (flux: string | null): UseQueryResult<Accueil> & { now: number } => {
  const queries = useQueryClient();
  const now = useNow(tickMs);
  const answer = useAsk('accueil:lire', { flux });
  const changeLe = answer.data?.changeLe;
  const asked = useRef(0);
  useEffect(() => {
    if (!estARelire(now, changeLe, asked.current)) return;
    asked.current = now;
    void queries.invalidateQueries({ queryKey: keyOf('accueil:lire', { flux }) });
    // The same minute moves what stands beside Appels.
    void queries.invalidateQueries({ queryKey: ['appels:compteurs'] });
  }, [queries, now, changeLe, flux]);
  return { ...answer, now };
};
