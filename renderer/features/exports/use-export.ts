import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { FormatExport, Portee } from '../../../shared/contract/ipc/exports.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { useKeeper } from '../brouillons/keeper-provider.tsx';

type Preparation = ResponseOf<'exports:preparer'>;

export interface ExportWork {
  /** null until it is known, for the format that is chosen now. */
  preparation: Preparation | null;
  erreur: ErrorCode | null;
  /** What the person waits for: the browser for a fresh sign-in, or the choice of a file. */
  etape: 'choix' | 'navigateur' | 'fichier';
  /** Signs in again if it must, asks where, starts. `onStarted` once the work runs by itself. */
  start: () => void;
  giveUpSignIn: () => void;
  /** No server to sign in to: the PIN stands for it. */
  sansServeur: boolean;
  lock: () => void;
}

/** One export, from the choice of its format to the work that runs in the core. */
export const useExport = (portee: Portee, format: FormatExport, onStarted: () => void): ExportWork => {
  const bridge = useBridge();
  const remember = useRemember();
  const keeper = useKeeper();
  const session = useAsk('session:etat', {}).data;
  const [answer, setAnswer] = useState<{ for: string; value: Preparation } | null>(null);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const [etape, setEtape] = useState<ExportWork['etape']>('choix');
  const alive = useRef(true);
  const inBrowser = useRef(false);
  // The caller may write its portée in place: only what it says counts.
  const question = JSON.stringify({ portee, format });
  const asked = useRef({ portee, format });
  asked.current = { portee, format };

  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
      // Closed, or locked: nobody is left here to come back to from the browser.
      if (inBrowser.current) void bridge.invoke('session:annuler-connexion', {});
    };
  }, [bridge]);

  useEffect(() => {
    let isCurrent = true;
    setErreur(null);
    void bridge.invoke('exports:preparer', asked.current).then((prepared) => {
      if (!isCurrent) return;
      if (prepared.ok) setAnswer({ for: question, value: prepared.value });
      else setErreur(prepared.error.code);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, question]);

  const signIn = useCallback(async (): Promise<boolean> => {
    setEtape('navigateur');
    inBrowser.current = true;
    const signed = await bridge.invoke('session:connecter', { nomPoste: session?.poste ?? 'Poste' });
    inBrowser.current = false;
    if (signed.ok) remember('session:etat', {}, signed.value);
    if (!alive.current) return false;
    if (!signed.ok && signed.error.code !== 'CONNEXION_ANNULEE') setErreur(signed.error.code);
    return signed.ok;
  }, [bridge, remember, session?.poste]);

  const chooseAndStart = useCallback(
    async ({ nom, extension }: Preparation): Promise<ErrorCode | null> => {
      setEtape('fichier');
      const choice = await bridge.invoke('systeme:choisir-enregistrement', { nom, extension });
      if (!alive.current) return null;
      if (!choice.ok) return choice.error.code;
      if (choice.value.jeton === null) return null;
      const started = await bridge.invoke('exports:lancer', { ...asked.current, jeton: choice.value.jeton });
      if (!alive.current) return null;
      if (!started.ok) return started.error.code;
      onStarted();
      return null;
    },
    [bridge, onStarted],
  );

  const preparation = answer?.for === question ? answer.value : null;
  const start = useCallback(async (): Promise<void> => {
    if (preparation === null || etape !== 'choix') return;
    setErreur(null);
    const allowed = !preparation.connexionRequise || (await signIn());
    const refused = allowed && alive.current ? await chooseAndStart(preparation) : null;
    if (!alive.current) return;
    setEtape('choix');
    if (refused === null) {
      // Signed in and then no file chosen: the fifteen minutes run, nothing is asked twice.
      if (allowed) setAnswer({ for: question, value: { ...preparation, connexionRequise: false } });
      return;
    }
    setErreur(refused);
    if (refused === 'CONNEXION_RECENTE_REQUISE') {
      setAnswer({ for: question, value: { ...preparation, connexionRequise: true } });
    }
  }, [preparation, etape, question, signIn, chooseAndStart]);

  return {
    preparation,
    erreur,
    etape,
    start: () => void start(),
    giveUpSignIn: () => void bridge.invoke('session:annuler-connexion', {}),
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
