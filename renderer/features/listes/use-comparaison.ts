import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { GenreComparaison, LigneComparaison } from '../../../shared/contract/ipc/listes.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';

const pageRows = 100;
type Page = ResponseOf<'listes:comparaison'>;

export interface ComparaisonList {
  lignes: readonly LigneComparaison[];
  comptes: Page['comptes'];
  isUnknown: boolean;
  erreur: ErrorCode | null;
  more: () => void;
  retry: () => void;
}

/** Pages by an opaque key, in the order of the transmission. */
export const useComparaison = (flux: string, transmission: string, genre: GenreComparaison | null): ComparaisonList => {
  const bridge = useBridge();
  const question = { flux, transmission, genre };
  const pages = useInfiniteQuery<Page, Error, InfiniteData<Page>, QueryKey, string | null>({
    queryKey: ['listes:comparaison', question],
    queryFn: ({ pageParam }) =>
      askOrThrow(bridge, 'listes:comparaison', { ...question, apres: pageParam, limite: pageRows }),
    initialPageParam: null,
    getNextPageParam: (last) => last.suite,
    placeholderData: keepPreviousData,
  });
  const lignes = useMemo(() => pages.data?.pages.flatMap((page) => page.lignes) ?? [], [pages.data]);
  const { error } = pages;
  return {
    lignes,
    comptes: pages.data?.pages[0]?.comptes,
    isUnknown: pages.data === undefined,
    erreur: error === null ? null : error instanceof CallFailed ? error.code : 'ERREUR_INTERNE',
    more: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
};
