import { useEffect } from 'react';
import { useAsk, useBridge } from '../../ask.tsx';

/** As many as the contract lets be told. */
const mostShown = 9_999;

/** Promised calls that are due, on the dock or the taskbar: told again each time their number changes. */
export const useBadge = (): void => {
  const bridge = useBridge();
  const rappelsDus = useAsk('appels:compteurs', {}).data?.rappelsDus;
  useEffect(() => {
    if (rappelsDus !== undefined) void bridge.invoke('systeme:compte', { nombre: Math.min(rappelsDus, mostShown) });
  }, [bridge, rappelsDus]);
};
