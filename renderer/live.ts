import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventPayload } from '../shared/contract/ipc/index.ts';
import { useEvent, useRemember } from './ask.tsx';
import { useClock } from './clock.tsx';

const lists = ['candidats:liste', 'candidats:total', 'candidats:compteurs'] as const;
/** Pages of a long first sync arrive many times a second: the list is read again at most this often. */
const calmMs = 400;

/** Events only say what is stale: here is the one place that turns them into questions asked again. */
export const useLive = (): { coreIsDown: boolean } => {
  const queries = useQueryClient();
  const remember = useRemember();
  const clock = useClock();
  const [coreIsDown, setCoreIsDown] = useState(false);
  const stopWait = useRef<(() => void) | null>(null);

  useEffect(() => () => stopWait.current?.(), []);

  useEvent(
    'session:change',
    useCallback((etat: EventPayload<'session:change'>) => remember('session:etat', {}, etat), [remember]),
  );

  useEvent(
    'synchro:change',
    useCallback(
      (etat: EventPayload<'synchro:change'>) => {
        remember('synchro:etat', {}, etat);
        void queries.invalidateQueries({ queryKey: ['synchro:detail'] });
      },
      [queries, remember],
    ),
  );

  useEvent(
    'candidats:change',
    useCallback(
      ({ candidats }: EventPayload<'candidats:change'>) => {
        if (candidats !== null) {
          for (const channel of lists) void queries.invalidateQueries({ queryKey: [channel] });
          for (const candidat of candidats) {
            void queries.invalidateQueries({ queryKey: ['candidats:fiche', { candidat }] });
          }
          return;
        }
        if (stopWait.current !== null) return;
        stopWait.current = clock.after(calmMs, () => {
          stopWait.current = null;
          for (const channel of [...lists, 'candidats:fiche', 'candidats:options']) {
            void queries.invalidateQueries({ queryKey: [channel] });
          }
        });
      },
      [queries, clock],
    ),
  );

  useEvent(
    'systeme:noyau',
    useCallback(
      ({ etat }: EventPayload<'systeme:noyau'>) => {
        setCoreIsDown(etat === 'arrete');
        if (etat === 'revenu') void queries.invalidateQueries();
      },
      [queries],
    ),
  );

  return { coreIsDown };
};
