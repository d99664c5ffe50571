import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { askOrThrow, keyOf, useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { type Pages, usePages } from '../../use-pages.ts';
import type { Onglet } from './view.ts';

const pageRows = 200;
const halfHourMs = 30 * 60_000;

/** Page by page, each naming what follows it. */
export const useInbox = (
  onglet: Onglet,
): Pages<{ lignes: readonly DemandeEntree[]; suite: string | null }, DemandeEntree> => {
  const bridge = useBridge();
  const ask = useCallback(
    (apres: string | null) => askOrThrow(bridge, 'demandes:liste', { vue: onglet, apres, limite: pageRows }),
    [bridge, onglet],
  );
  return usePages<DemandeEntree, object>(['demandes:liste', { vue: onglet }], ask);
};

/** Deadlines and days end on the half-hour, whatever the zone: what is left is counted again then, nothing else tells it. */
export const useHeureQuiPasse = (): void => {
  const queries = useQueryClient();
  const halfHour = Math.floor(useNow(15_000) / halfHourMs);
  const known = useRef(halfHour);
  useEffect(() => {
    if (known.current === halfHour) return;
    known.current = halfHour;
    void queries.invalidateQueries({ queryKey: ['demandes:liste'] });
    void queries.invalidateQueries({ queryKey: keyOf('demandes:compteurs', {}) });
  }, [queries, halfHour]);
};
