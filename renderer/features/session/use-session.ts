import { createContext, useCallback, useContext, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Channel, RequestOf } from '../../../shared/contract/ipc/index.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useBridge, useRemember } from '../../ask.tsx';

type SessionChannel = Extract<Channel, `session:${string}`>;

/**
 * The last refused command outlives its page: a sign-in is answered minutes later, when the page that asked
 * has long given way to « la suite est dans le navigateur ».
 */
export const LastRefusal = createContext<{ code: ErrorCode | null; set: (code: ErrorCode | null) => void }>({
  code: null,
  set: () => undefined,
});

/** Sends one session command; its answer is the new state, its failure a code for the page. */
export const useSessionCommand = (): {
  send: <C extends SessionChannel>(channel: C, request: RequestOf<C>) => Promise<SessionEtat | null>;
  erreur: ErrorCode | null;
  enCours: boolean;
  oublier: () => void;
} => {
  const bridge = useBridge();
  const remember = useRemember();
  const { code, set } = useContext(LastRefusal);
  const [enCours, setEnCours] = useState(false);
  const send = useCallback(
    async <C extends SessionChannel>(channel: C, request: RequestOf<C>): Promise<SessionEtat | null> => {
      set(null);
      setEnCours(true);
      const answer = await bridge.invoke<SessionChannel>(channel, request);
      setEnCours(false);
      set(answer.ok ? null : answer.error.code);
      if (!answer.ok) return null;
      remember('session:etat', {}, answer.value);
      return answer.value;
    },
    [bridge, remember, set],
  );
  return { send, erreur: code, enCours, oublier: useCallback(() => set(null), [set]) };
};
