import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { CandidatFiltres, CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { askOrThrow, useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useSettled } from '../../clock.tsx';
import { cleanFiltres } from './filters.ts';
import type { Asked } from './selection.ts';
import type { Ordre } from './view.ts';

const pageRows = 100;
/** Long enough to type two letters, short enough not to be felt. */
const typingMs = 90;

export interface CandidatsList {
  lignes: readonly CandidatLigne[];
  total: { total: number; plus: boolean } | undefined;
  /** True until the first answer: nothing can be said yet, not even that the list is empty. */
  isUnknown: boolean;
  /** Which question `lignes` answer; null while those of the question before stand in. */
  question: string | null;
  /** The words that `question` searches. */
  recherche: string;
  /** Whom the question asks for, whatever the order. */
  asked: Asked;
  /** How many pages are here, and whether more can come. */
  pages: number;
  hasMore: boolean;
  erreur: ErrorCode | null;
  more: () => void;
  retry: () => void;
}

const codeOf = (error: Error | null): ErrorCode | null =>
  error === null ? null : error instanceof CallFailed ? error.code : 'ERREUR_INTERNE';

/** Pages by key, never by offset: reading on costs the page, whatever the length of the list. */
export const useCandidatsList = (filtres: CandidatFiltres, ordre: Ordre, search: string): CandidatsList => {
  const bridge = useBridge();
  const recherche = useSettled(search.trim(), typingMs);
  const clean = useMemo(() => cleanFiltres(filtres), [filtres]);
  const question = { ...ordre, filtres: clean, recherche };
  const pages = useInfiniteQuery<
    ResponseOf<'candidats:liste'>,
    Error,
    InfiniteData<ResponseOf<'candidats:liste'>>,
    QueryKey,
    string | null
  >({
    queryKey: ['candidats:liste', question],
    queryFn: ({ pageParam }) =>
      askOrThrow(bridge, 'candidats:liste', { ...question, apres: pageParam, limite: pageRows }),
    initialPageParam: null,
    getNextPageParam: (last) => last.suite,
    placeholderData: keepPreviousData,
  });
  const total = useAsk('candidats:total', { filtres: clean, recherche });
  const asked = useMemo(() => ({ filtres: clean, recherche }), [clean, recherche]);
  const lignes = useMemo(() => pages.data?.pages.flatMap((page) => page.lignes) ?? [], [pages.data]);
  return {
    lignes,
    total: total.data,
    isUnknown: pages.data === undefined,
    question: pages.data === undefined || pages.isPlaceholderData ? null : JSON.stringify(question),
    recherche,
    asked,
    pages: pages.data?.pages.length ?? 0,
    hasMore: pages.hasNextPage,
    erreur: codeOf(pages.error),
    more: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
};
