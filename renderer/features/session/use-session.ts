import { createContext, useCallback, useContext, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Channel, RequestOf } from '../../../shared/contract/ipc/index.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useBridge, useRemember } from '../../ask.tsx';

type SessionChannel = Extract<Channel, `session:${string}`>;

/**
 * What outlives a page of the first run: a sign-in is answered minutes later, when the page that asked has long given
 * way to « la suite est dans le navigateur ». Its refusal and the name that was typed are still there on coming back.
 */
export interface Attempt {
  code: ErrorCode | null;
  set: (code: ErrorCode | null) => void;
  /** null until something was typed. */
  nomPoste: string | null;
  setNomPoste: (nom: string) => void;
}
export const LastAttempt = createContext<Attempt>({
  code: null,
  set: () => undefined,
  nomPoste: null,
  setNomPoste: () => undefined,
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
  const { code, set } = useContext(LastAttempt);
  const [enCours, setEnCours] = useState(false);
  const send = useCallback(
    async <C extends SessionChannel>(channel: C, request: RequestOf<C>): Promise<SessionEtat | null> => {
      set(null);
      setEnCours(true);
      const answer = await bridge.invoke<SessionChannel>(channel, request);
      setEnCours(false);
      // Nothing to forget here: cancelling a sign-in succeeds just after the sign-in itself was refused for it.
      if (!answer.ok) {
        set(answer.error.code);
        return null;
      }
      remember('session:etat', {}, answer.value);
      return answer.value;
    },
    [bridge, remember, set],
  );
  return { send, erreur: code, enCours, oublier: useCallback(() => set(null), [set]) };
};
