import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventPayload, ResponseOf } from '../shared/contract/ipc/index.ts';
import { keyOf, useEvent, useRemember } from './ask.tsx';
import { useClock } from './clock.tsx';
import { mergeTravail } from './features/exports/textes.ts';
import { agendaQuestions } from './features/rendez-vous/questions.ts';

export type Asked = EventPayload<'systeme:ouvrir'>['quoi'];

const lists = [
  'candidats:liste',
  'candidats:total',
  'candidats:compteurs',
  'demandes:liste',
  'demandes:compteurs',
  'appels:file',
  'appels:compteurs',
  'accueil:lire',
  'equipe:lire',
] as const;
/** Pages of a long first sync arrive many times a second: the list is read again at most this often. */
const calmMs = 400;

/** @returns null when this lot is not among those that are known: they are then asked again. */
const mergeLot = (
  known: readonly EventPayload<'lots:change'>[] | undefined,
  lot: EventPayload<'lots:change'>,
): EventPayload<'lots:change'>[] | null =>
  known?.some((one) => one.lot === lot.lot) === true ? known.map((one) => (one.lot === lot.lot ? lot : one)) : null;

/** Events only say what is stale: here is the one place that turns them into questions asked again. */
export const useLive = (): {
  coreIsDown: boolean;
  /** Ends of long works that were put away; here, so that an end that comes while the page is locked is told after. */
  worksSeen: ReadonlySet<string>;
  seeWork: (travail: string) => void;
  /** What was asked for outside the page, while locked too: the desk opens it as soon as it is there. */
  asked: Asked | null;
  onAnswered: () => void;
} => {
  const queries = useQueryClient();
  const remember = useRemember();
  const clock = useClock();
  const [coreIsDown, setCoreIsDown] = useState(false);
  const [worksSeen, setWorksSeen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
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
        for (const channel of ['listes:cartes', 'listes:comparaison', 'listes:pourquoi', 'accueil:lire']) {
          void queries.invalidateQueries({ queryKey: [channel] });
        }
      });
    }, [queries, clock]),
  );

  useEvent(
    'agenda:change',
    useCallback(() => {
      // A créneau that moved is on the sheet of whoever comes to it.
      for (const channel of [...agendaQuestions, 'candidats:fiche', 'accueil:lire']) {
        void queries.invalidateQueries({ queryKey: [channel] });
      }
    }, [queries]),
  );

  useEvent(
    'appels:rappel-du',
    useCallback(() => {
      // Nobody wrote anything: time alone made her due.
      for (const channel of ['appels:file', 'appels:compteurs', 'accueil:lire', 'equipe:lire', 'candidats:compteurs']) {
        void queries.invalidateQueries({ queryKey: [channel] });
      }
    }, [queries]),
  );

  useEvent(
    'lots:change',
    useCallback(
      (lot: EventPayload<'lots:change'>) => {
        const key = keyOf('lots:etat', {});
        const known = queries.getQueryData<ResponseOf<'lots:etat'>>(key);
        const lots = mergeLot(known?.lots, lot);
        if (lots === null) void queries.invalidateQueries({ queryKey: ['lots:etat'] });
        else remember('lots:etat', {}, { lots });
      },
      [queries, remember],
    ),
  );

  useEvent(
    'partages:change',
    useCallback(() => void queries.invalidateQueries({ queryKey: ['partages:lire'] }), [queries]),
  );

  useEvent(
    'systeme:ouvrir',
    useCallback(({ quoi }: EventPayload<'systeme:ouvrir'>) => setAsked(quoi), []),
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

  const onAnswered = useCallback(() => setAsked(null), []);
  return { coreIsDown, worksSeen, seeWork, asked, onAnswered };
};
