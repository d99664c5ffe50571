import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventPayload, ResponseOf } from '../shared/contract/ipc/index.ts';
import { keyOf, useEvent, useRemember } from './ask.tsx';
import { useClock } from './clock.tsx';
import { mergeTravail } from './features/exports/textes.ts';
import { agendaQuestions } from './features/rendez-vous/questions.ts';

const lists = [
  'candidats:liste',
  'candidats:total',
  'candidats:compteurs',
  'demandes:liste',
  'demandes:compteurs',
] as const;
/** Pages of a long first sync arrive many times a second: the list is read again at most this often. */
const calmMs = 400;

/** Events only say what is stale: here is the one place that turns them into questions asked again. */
export const useLive = (): {
  coreIsDown: boolean;
  /** Ends of long works that were put away; here, so that an end that comes while the page is locked is told after. */
  worksSeen: ReadonlySet<string>;
  seeWork: (travail: string) => void;
} => {
  const queries = useQueryClient();
  const remember = useRemember();
  const clock = useClock();
  const [coreIsDown, setCoreIsDown] = useState(false);
  const [worksSeen, setWorksSeen] = useState<ReadonlySet<string>>(new Set());
  const stopWait = useRef<(() => void) | null>(null);
  const stopListesWait = useRef<(() => void) | null>(null);
  const seeWork = useCallback((travail: string) => setWorksSeen((known) => new Set([...known, travail])), []);

  useEffect(
    () => () => {
      stopWait.current?.();
      stopListesWait.current?.();
    },
    [],
  );

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
        // An exchange may have brought one, and time alone ends them.
        if (etat.enCours === 'aucune') void queries.invalidateQueries({ queryKey: ['alertes:lire'] });
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
          void queries.invalidateQueries({ queryKey: ['rapprochements:pour'] });
          void queries.invalidateQueries({ queryKey: ['listes:comparaison'] });
          // Counts that only Listes shows: read again when it opens, not at each call.
          void queries.invalidateQueries({ queryKey: ['listes:cartes'], refetchType: 'none' });
          return;
        }
        if (stopWait.current !== null) return;
        stopWait.current = clock.after(calmMs, () => {
          stopWait.current = null;
          for (const channel of [
            ...lists,
            'candidats:fiche',
            'rapprochements:pour',
            'candidats:options',
            'listes:comparaison',
          ]) {
            void queries.invalidateQueries({ queryKey: [channel] });
          }
        });
      },
      [queries, clock],
    ),
  );

  useEvent(
    'listes:change',
    useCallback(() => {
      if (stopListesWait.current !== null) return;
      stopListesWait.current = clock.after(calmMs, () => {
        stopListesWait.current = null;
        for (const channel of ['listes:cartes', 'listes:comparaison', 'listes:pourquoi']) {
          void queries.invalidateQueries({ queryKey: [channel] });
        }
      });
    }, [queries, clock]),
  );

  useEvent(
    'agenda:change',
    useCallback(() => {
      // A créneau that moved is on the sheet of whoever comes to it.
      for (const channel of [...agendaQuestions, 'candidats:fiche']) {
        void queries.invalidateQueries({ queryKey: [channel] });
      }
    }, [queries]),
  );

  useEvent(
    'travaux:change',
    useCallback(
      (travail: EventPayload<'travaux:change'>) => {
        const key = keyOf('travaux:liste', {});
        const known = queries.getQueryData<ResponseOf<'travaux:liste'>>(key);
        const travaux = mergeTravail(known?.travaux, travail);
        if (travaux !== null) remember('travaux:liste', {}, { travaux });
        if (travail.etat !== 'en-cours') void queries.invalidateQueries({ queryKey: ['travaux:liste'] });
      },
      [queries, remember],
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

  return { coreIsDown, worksSeen, seeWork };
};
