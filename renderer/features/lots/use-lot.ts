import { useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { GesteLot, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { useBridge } from '../../ask.tsx';
import type { Preparation } from './textes.ts';
import { useLotId } from './use-lot-id.ts';

interface LotWork {
  /** What will happen with the gesture as it is chosen now; null until it is known. */
  preparation: Preparation | null;
  erreur: ErrorCode | null;
  isStarting: boolean;
  /** Starts what was said, nothing else; `onStarted` once it is kept. */
  start: () => void;
}

/** One gesture on many people: said before, then kept whole. */
export const useLot = (portee: PorteeLot, geste: GesteLot | null, onStarted: () => void): LotWork => {
  const bridge = useBridge();
  const [answer, setAnswer] = useState<{ for: string; value: Preparation } | null>(null);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const [isStarting, setStarting] = useState(false);
  const running = useRef(false);
  const lotId = useLotId();
  const question = geste === null ? '' : JSON.stringify({ portee, geste });
  const asked = useRef({ portee, geste });
  asked.current = { portee, geste };

  useEffect(() => {
    const { portee: whom, geste: what } = asked.current;
    if (question === '' || what === null) return;
    let isCurrent = true;
    setErreur(null);
    void bridge.invoke('lots:preparer', { portee: whom, geste: what }).then((prepared) => {
      if (!isCurrent) return;
      if (prepared.ok) setAnswer({ for: question, value: prepared.value });
      else setErreur(prepared.error.code);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, question]);

  const preparation = answer !== null && answer.for === question ? answer.value : null;
  const start = async (): Promise<void> => {
    if (running.current || geste === null || preparation === null || preparation.concernes === 0) return;
    running.current = true;
    setStarting(true);
    const started = await bridge.invoke('lots:lancer', { lot: lotId(portee, geste), portee, geste });
    running.current = false;
    setStarting(false);
    if (started.ok) onStarted();
    else setErreur(started.error.code);
  };
  return { preparation, erreur, isStarting, start: () => void start() };
};
