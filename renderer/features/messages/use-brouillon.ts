import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuiBrouillon } from '../../../shared/contract/ipc/messages.ts';
import { useBridge } from '../../ask.tsx';
import { useKeeper } from '../brouillons/keeper-provider.tsx';
import type { Brouillon } from './brouillon.ts';

/** What the file holds of it when the window opens; undefined until it is read, '' when nothing is begun. */
export const useGarde = (qui: QuiBrouillon): string | undefined => {
  const bridge = useBridge();
  const [contenu, setContenu] = useState<string>();
  const asked = useRef(qui);
  useEffect(() => {
    let isCurrent = true;
    void bridge.invoke('messages:lire-brouillon', { qui: asked.current }).then((answer) => {
      if (isCurrent) setContenu(answer.ok ? answer.value.contenu : '');
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge]);
  return contenu;
};

/** Keeps what is being written in the file: with all that is typed at the desk, and at once when its window closes. */
export const useGarder = (
  qui: QuiBrouillon,
): { keep: (contenu: string) => void; write: (contenu: string, parti: boolean) => void } => {
  const bridge = useBridge();
  const keeper = useKeeper();
  const cle = JSON.stringify(qui);
  const whose = useRef(qui);
  const write = useCallback(
    (contenu: string, parti: boolean): void => {
      keeper.drop(cle);
      void bridge.invoke('messages:brouillon', { qui: whose.current, contenu, parti });
    },
    [bridge, keeper, cle],
  );
  const keep = useCallback(
    (contenu: string): void => keeper.keep(cle, contenu, (last) => write(last, false)),
    [keeper, cle, write],
  );
  useEffect(() => () => keeper.keepNow(cle), [keeper, cle]);
  return { keep, write };
};

/** A text that a window was closed on by mistake, or that a lock shut, is there when it opens again. */
export const useBrouillon = (
  qui: QuiBrouillon,
  initial: () => Brouillon,
): { brouillon: Brouillon; change: (change: Partial<Brouillon>) => void; oublie: () => void } => {
  const { keep, write } = useGarder(qui);
  const [brouillon, setBrouillon] = useState<Brouillon>(initial);
  const latest = useRef(brouillon);
  const change = useCallback(
    (part: Partial<Brouillon>) => {
      latest.current = { ...latest.current, ...part };
      setBrouillon(latest.current);
      const contenu = JSON.stringify(latest.current);
      // Letters may wait a moment; whether it left, and for whom it was noted, may not.
      if ('parti' in part || 'notes' in part) write(contenu, latest.current.parti);
      else keep(contenu);
    },
    [keep, write],
  );
  const oublie = useCallback(() => write('', false), [write]);
  return { brouillon, change, oublie };
};
