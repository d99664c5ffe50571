import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorCode, Result } from '../../../shared/contract/errors.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { useKeeper } from '../brouillons/keeper-provider.tsx';

export interface RecentSignIn {
  /** `connexion`: refused until somebody signs in; `navigateur`: the browser is open for it. */
  etape: 'repos' | 'envoi' | 'connexion' | 'navigateur';
  erreur: ErrorCode | null;
  /** Does it, or keeps it for after the sign-in. The same function all along. */
  run: (action: () => Promise<Result<unknown>>) => void;
  signIn: () => void;
  giveUp: () => void;
  /** No server to sign in to: the PIN stands for it. */
  sansServeur: boolean;
  lock: () => void;
}

/** An act that may ask for a sign-in under fifteen minutes: refused, offered, and done once it was given. */
export const useRecentSignIn = (): RecentSignIn => {
  const bridge = useBridge();
  const remember = useRemember();
  const keeper = useKeeper();
  const session = useAsk('session:etat', {}).data;
  const [etape, setEtape] = useState<RecentSignIn['etape']>('repos');
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const kept = useRef<(() => Promise<Result<unknown>>) | null>(null);
  const busy = useRef(false);
  const alive = useRef(true);
  const inBrowser = useRef(false);

  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
      if (inBrowser.current) void bridge.invoke('session:annuler-connexion', {});
    };
  }, [bridge]);

  const attempt = useCallback(async (action: () => Promise<Result<unknown>>): Promise<void> => {
    // While the browser is open for it, it waits for what is answered there.
    if (busy.current || inBrowser.current) return;
    busy.current = true;
    setErreur(null);
    setEtape('envoi');
    const answer = await action();
    busy.current = false;
    if (!alive.current) return;
    if (answer.ok) {
      kept.current = null;
      setEtape('repos');
      return;
    }
    const mustSignIn = answer.error.code === 'CONNEXION_RECENTE_REQUISE';
    kept.current = mustSignIn ? action : null;
    setEtape(mustSignIn ? 'connexion' : 'repos');
    if (!mustSignIn) setErreur(answer.error.code);
  }, []);

  const signIn = useCallback(async (): Promise<void> => {
    const action = kept.current;
    if (action === null || inBrowser.current) return;
    setErreur(null);
    setEtape('navigateur');
    inBrowser.current = true;
    const signed = await bridge.invoke('session:connecter', { nomPoste: session?.poste ?? 'Poste' });
    inBrowser.current = false;
    if (signed.ok) remember('session:etat', {}, signed.value);
    if (!alive.current) return;
    if (signed.ok) {
      await attempt(action);
      return;
    }
    setEtape('connexion');
    if (signed.error.code !== 'CONNEXION_ANNULEE') setErreur(signed.error.code);
  }, [attempt, bridge, remember, session?.poste]);

  const run = useCallback((action: () => Promise<Result<unknown>>): void => void attempt(action), [attempt]);

  return {
    etape,
    erreur,
    run,
    signIn: () => void signIn(),
    giveUp: () => void bridge.invoke('session:annuler-connexion', {}),
    sansServeur: session?.sansServeur === true,
    lock: () => {
      keeper.keepNow();
      void bridge.invoke('session:verrouiller', {}).then((locked) => {
        if (locked.ok) remember('session:etat', {}, locked.value);
        else setErreur(locked.error.code);
      });
    },
  };
};
