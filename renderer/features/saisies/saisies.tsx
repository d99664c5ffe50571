import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';

/** What was just recorded and can still be taken back. */
export interface Recorded {
  actes: string[];
  until: number;
  phrase: string;
  undone: boolean;
}

interface Saisies {
  /** Writes all or nothing; false when it was refused, and the page then keeps what was typed. */
  record: (saisies: Saisie[], phrase: string) => Promise<boolean>;
  /** Takes back the last record while its ten seconds run; true when there was one. */
  undo: () => boolean;
  /** Takes back one acte from the history, whenever. */
  cancel: (acte: string) => Promise<void>;
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

const stale = ['candidats:liste', 'candidats:total', 'candidats:compteurs', 'candidats:fiche', 'synchro:detail'];
const shownAfterUndoMs = 3_000;

export const SaisiesProvider = ({ children }: { children: ReactNode }) => {
  const bridge = useBridge();
  const clock = useClock();
  const queries = useQueryClient();
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const [message, setMessage] = useState<string | null>(null);
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

  const cancelAll = useCallback(
    async (actes: string[]): Promise<boolean> => {
      const answer = await bridge.invoke('actes:annuler', { actes });
      if (!answer.ok) setMessage(phraseErreur(answer.error.code));
      refresh();
      return answer.ok;
    },
    [bridge, refresh],
  );

  const value = useMemo<Saisies>(
    () => ({
      record: async (saisies, phrase) => {
        const answer = await bridge.invoke('actes:enregistrer', { saisies });
        if (!answer.ok) {
          setMessage(phraseErreur(answer.error.code));
          return false;
        }
        setMessage(null);
        show({ actes: answer.value.actes, until: Date.parse(answer.value.annulableJusqua), phrase, undone: false });
        refresh();
        return true;
      },
      undo: () => {
        const current = last.current;
        if (current === null || current.undone || current.until <= clock.now()) return false;
        show({ ...current, undone: true, until: clock.now() + shownAfterUndoMs });
        void cancelAll(current.actes).then((done) => {
          if (!done) show(null);
        });
        return true;
      },
      cancel: async (acte) => {
        await cancelAll([acte]);
      },
      recorded,
      message,
      say: setMessage,
      dismiss: () => setMessage(null),
    }),
    [bridge, clock, cancelAll, refresh, show, recorded, message],
  );
  return <SaisiesContext value={value}>{children}</SaisiesContext>;
};
