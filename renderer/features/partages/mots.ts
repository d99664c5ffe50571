import { useCallback, useMemo } from 'react';
import type { Issue } from '../../../shared/domain/actes/appel.ts';
import type { Libelles } from '../../../shared/domain/partages.ts';
import { useAsk } from '../../ask.tsx';
import { issueTextesAvec, motDeSituation, sansLibelles } from './noms.ts';

const useLibelles = (): Libelles => useAsk('partages:lire', {}).data?.libelles ?? sansLibelles;

/** What the nine issues are called here. */
export const useIssueTextes = (): Readonly<Record<Issue, string>> => {
  const libelles = useLibelles();
  return useMemo(() => issueTextesAvec(libelles), [libelles]);
};

/** What each situation is called here. */
export const useSituationMot = (): ((code: string) => string) => {
  const libelles = useLibelles();
  return useCallback((code: string) => motDeSituation(code, libelles), [libelles]);
};
