import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Result } from '../../../shared/contract/errors.ts';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { useBridge, useEvent } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { agendaQuestions } from '../rendez-vous/questions.ts';

/** What was just recorded and can still be taken back. */
export interface Recorded {
  actes: string[];
  until: number;
  phrase: string;
  undone: boolean;
  /** How it is taken back, when that is not by undoing its actes one by one. */
  takeBack: (() => Promise<Result<unknown>>) | null;
  /** The word of the button that takes it back. */
  verbe: string;
  /** Once it was taken back. */
  onUndone: (() => void) | null;
}

/** What a channel answers that wrote actes of its own. */
export interface Written {
  actes: string[];
  annulableJusqua: string;
}

interface Saisies {
  /** Writes all or nothing; false when it was refused, and the page then keeps what was typed. */
  record: (saisies: Saisie[], phrase: string, onUndone?: () => void) => Promise<boolean>;
  /** Says what was written elsewhere, and offers to take it back as long as it says. */
  offerUndo: (
    written: Written,
    phrase: string,
    takeBack?: (() => Promise<Result<unknown>>) | null,
    how?: { verbe?: string; onUndone?: (() => void) | undefined },
  ) => void;
  /** Takes back the last record while its ten seconds run; true when there was one. */
  undo: () => boolean;
  /** Takes back one acte from the history, whenever. */
  cancel: (acte: string) => Promise<void>;
  /** What a channel of its own just changed: asked again. */
  refresh: () => void;
  /** Somebody left this poste: the bar that may name her goes at once. */
  forget: () => void;
  /** How often: whatever else on the desk may name somebody follows it. */
  forgotten: number;
  recorded: Recorded | null;
  message: string | null;
  say: (message: string) => void;
  dismiss: () => void;
}

const SaisiesContext = createContext<Saisies | null>(null);

export const useSaisies = (): Saisies => {
  const saisies = useContext(SaisiesContext);
  if (saisies === null) throw new Error('useSaisies needs a SaisiesProvider.');
  return saisies;
};

const stale = [
  'candidats:liste',
  'candidats:total',
  'candidats:compteurs',
  'candidats:fiche',
  'rapprochements:pour',
  'demandes:liste',
  'demandes:compteurs',
  'appels:file',
  'appels:compteurs',
  'synchro:detail',
  ...agendaQuestions,
];
const shownAfterUndoMs = 3_000;

export const SaisiesProvider = ({ children }: { children: ReactNode }) => {
  const bridge = useBridge();
  const clock = useClock();
  const queries = useQueryClient();
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [forgotten, setForgotten] = useState(0);
  const last = useRef<Recorded | null>(null);

  const stopExpiry = useRef<() => void>(() => undefined);

  const show = useCallback(
    (next: Recorded | null) => {
      stopExpiry.current();
      last.current = next;
      setRecorded(next);
      if (next !== null) stopExpiry.current = clock.after(next.until - clock.now(), () => show(null));
    },
    [clock],
  );
  useEffect(() => () => stopExpiry.current(), []);

  const refresh = useCallback(() => {
    for (const channel of stale) void queries.invalidateQueries({ queryKey: [channel] });
  }, [queries]);

  const forget = useCallback(() => {
    show(null);
    setForgotten((times) => times + 1);
  }, [show]);
  useEvent('synchro:retrait', forget);

  const takenBack = useCallback(
    async (asked: Promise<Result<unknown>>): Promise<boolean> => {
      const answer = await asked;
      if (!answer.ok) setMessage(phraseErreur(answer.error.code));
      refresh();
      return answer.ok;
    },
    [refresh],
  );
  const cancelAll = useCallback(
    (actes: string[]): Promise<boolean> => takenBack(bridge.invoke('actes:annuler', { actes })),
    [bridge, takenBack],
  );
  const offerUndo = useCallback<Saisies['offerUndo']>(
    ({ actes, annulableJusqua }, phrase, takeBack, how) => {
      setMessage(null);
      show({
        actes,
        until: Date.parse(annulableJusqua),
        phrase,
        undone: false,
        takeBack: takeBack ?? null,
        verbe: how?.verbe ?? 'Annuler',
        onUndone: how?.onUndone ?? null,
      });
      refresh();
    },
    [show, refresh],
  );

  const value = useMemo<Saisies>(
    () => ({
      record: async (saisies, phrase, onUndone) => {
        const answer = await bridge.invoke('actes:enregistrer', { saisies });
        if (!answer.ok) {
          setMessage(phraseErreur(answer.error.code));
          return false;
        }
        offerUndo(answer.value, phrase, null, { onUndone });
        return true;
      },
      offerUndo,
      undo: () => {
        const current = last.current;
        if (current === null || current.undone || current.until <= clock.now()) return false;
        show({ ...current, undone: true, until: clock.now() + shownAfterUndoMs });
        const done = current.takeBack === null ? cancelAll(current.actes) : takenBack(current.takeBack());
        void done.then((isDone) => {
          if (isDone) current.onUndone?.();
          else show(null);
        });
        return true;
      },
      cancel: async (acte) => {
        await cancelAll([acte]);
      },
      refresh,
      forget,
      forgotten,
      recorded,
      message,
      say: setMessage,
      dismiss: () => setMessage(null),
    }),
    [bridge, clock, cancelAll, takenBack, offerUndo, refresh, forget, forgotten, show, recorded, message],
  );
  return <SaisiesContext value={value}>{children}</SaisiesContext>;
};
