import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { askOrThrow, keyOf, useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { type Pages, usePages } from '../../use-pages.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { bornesDe } from './semaine.ts';

const pageRows = 100;

export type Lieu = ResponseOf<'agenda:lieux'>['lieux'][number];

/** Where créneaux can be made; undefined while it is not known. */
export const useLieux = (): Lieu[] | undefined => useAsk('agenda:lieux', {}).data?.lieux;

/** Where a new créneau takes place until one says otherwise: what is looked at, else the site on this clock. */
export const fluxUsuel = (lieux: readonly Lieu[], flux: string | null): string =>
  flux ?? lieux.find(({ fuseau }) => fuseau === fuseauDuPoste())?.flux ?? lieux[0]?.flux ?? '';

const cinqMinutesMs = 5 * 60_000;

/** A meeting that ends waits for its presences, and nothing but the hour tells it: what is counted by it is asked again. */
export const useFinsQuiPassent = (): void => {
  const queries = useQueryClient();
  const tick = Math.floor(useNow(15_000) / cinqMinutesMs);
  const known = useRef(tick);
  useEffect(() => {
    if (known.current === tick) return;
    known.current = tick;
    for (const channel of ['agenda:compteurs', 'agenda:liste']) void queries.invalidateQueries({ queryKey: [channel] });
  }, [queries, tick]);
};

/** The créneaux of one week; the one before stays on screen until they have come. */
export const useSemaine = (
  lundi: string,
  flux: string | null,
  enabled: boolean,
): {
  creneaux: readonly CreneauVu[] | undefined;
  plus: boolean;
  isPrevious: boolean;
  erreur: ErrorCode | null;
  retry: () => void;
} => {
  const bridge = useBridge();
  const request = { ...bornesDe(lundi), ...(flux === null ? {} : { flux: [flux] }) };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: keyOf('agenda:periode', request),
    queryFn: () => askOrThrow(bridge, 'agenda:periode', request),
    placeholderData: keepPreviousData,
    enabled,
  });
  const retry = useCallback(() => void refetch(), [refetch]);
  return {
    creneaux: data?.creneaux,
    plus: data?.plus ?? false,
    isPrevious: isPlaceholderData,
    erreur: error === null ? null : error instanceof CallFailed ? error.code : 'ERREUR_INTERNE',
    retry,
  };
};

export const useListe = (
  vue: 'a_venir' | 'passes' | 'a_noter',
  flux: string | null,
): Pages<{ lignes: readonly CreneauVu[]; suite: string | null }, CreneauVu> => {
  const bridge = useBridge();
  const ask = useCallback(
    (apres: string | null) =>
      askOrThrow(bridge, 'agenda:liste', {
        vue,
        ...(flux === null ? {} : { flux: [flux] }),
        apres,
        limite: pageRows,
      }),
    [bridge, vue, flux],
  );
  return usePages<CreneauVu, object>(['agenda:liste', { vue, flux }], ask);
};
