import { useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
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
  const [answer, setAnswer] = useState<{ for: string; value: ResponseOf<'lots:preparer'> } | null>(null);
  const [refus, setRefus] = useState<{ for: string; code: ErrorCode } | null>(null);
  const [isStarting, setStarting] = useState(false);
  /** What was said is no longer so: it is asked again. */
  const [perimes, setPerimes] = useState(0);
  /** The core lets go of what this window asked before. */
  const [fenetre] = useState(() => crypto.randomUUID());
  const running = useRef(false);
  const lotId = useLotId();
  const question = geste === null ? '' : JSON.stringify({ portee, geste });
  const asked = useRef({ portee, geste });
  asked.current = { portee, geste };

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once more when what was said is no longer so.
  useEffect(() => {
    const { portee: whom, geste: what } = asked.current;
    if (question === '' || what === null) return;
    let isCurrent = true;
    void bridge.invoke('lots:preparer', { portee: whom, geste: what, fenetre }).then((prepared) => {
      if (!isCurrent) return;
      if (!prepared.ok) {
        setRefus({ for: question, code: prepared.error.code });
        return;
      }
      setAnswer({ for: question, value: prepared.value });
      // Why it is asked once more is read beside what it says now.
      setRefus((known) => (known?.code === 'LOT_PERIME' && known.for === question ? known : null));
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, question, fenetre, perimes]);

  const preparation = answer !== null && answer.for === question ? answer.value : null;
  const start = async (): Promise<void> => {
    if (running.current || geste === null || preparation === null || preparation.concernes === 0) return;
    running.current = true;
    setStarting(true);
    setRefus(null);
    const { empreinte } = preparation;
    const started = await bridge.invoke('lots:lancer', { lot: lotId(portee, geste), portee, geste, empreinte });
    running.current = false;
    setStarting(false);
    if (started.ok) {
      onStarted();
      return;
    }
    setRefus({ for: question, code: started.error.code });
    if (started.error.code !== 'LOT_PERIME') return;
    setAnswer(null);
    setPerimes((known) => known + 1);
  };
  return {
    preparation,
    erreur: refus !== null && refus.for === question ? refus.code : null,
    isStarting,
    start: () => void start(),
  };
};
