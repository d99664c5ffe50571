import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ErrorCode } from '../shared/contract/errors.ts';
import { CallFailed } from './bridge.ts';

interface Page<T> {
  lignes: readonly T[];
  suite: string | null;
}

export interface Pages<P, T> {
  rows: readonly T[];
  /** The first page, for what it alone tells. */
  first: P | undefined;
  /** Nothing was answered yet. */
  isUnknown: boolean;
  /** The rows still answer the question before this one. */
  isPrevious: boolean;
  erreur: ErrorCode | null;
  /** What follows is not here yet. */
  hasMore: boolean;
  more: () => void;
  retry: () => void;
}

/** A list that is read page by page, each naming what follows it by an opaque key. */
export const usePages = <T, X extends object>(
  key: QueryKey,
  ask: (apres: string | null) => Promise<Page<T> & X>,
): Pages<Page<T> & X, T> => {
  const pages = useInfiniteQuery<Page<T> & X, Error, InfiniteData<Page<T> & X>, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: null,
    getNextPageParam: (last) => last.suite,
    placeholderData: keepPreviousData,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.lignes) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const retry = useCallback(() => void refetch(), [refetch]);
  return {
    rows,
    first: data?.pages[0],
    isUnknown: data === undefined,
    isPrevious: pages.isPlaceholderData,
    erreur: error === null ? null : error instanceof CallFailed ? error.code : 'ERREUR_INTERNE',
    hasMore: hasNextPage,
    more,
    retry,
  };
};
