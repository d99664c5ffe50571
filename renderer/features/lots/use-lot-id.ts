import { useCallback, useRef } from 'react';
import type { GesteLot, PorteeLot } from '../../../shared/contract/ipc/lots.ts';

/**
 * The id of what is asked, drawn once for a same request while the window is open: asked again, because its answer was
 * lost, it is the lot that was kept.
 */
export const useLotId = (): ((portee: PorteeLot, geste: GesteLot) => string) => {
  const drawn = useRef(new Map<string, string>());
  return useCallback((portee, geste) => {
    const asked = JSON.stringify({ portee, geste });
    const lot = drawn.current.get(asked) ?? crypto.randomUUID();
    drawn.current.set(asked, lot);
    return lot;
  }, []);
};
