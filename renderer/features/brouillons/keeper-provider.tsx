import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useClock } from '../../clock.tsx';
import { createKeeper, type Keeper } from './keeper.ts';

const Kept = createContext<Keeper | null>(null);

/** One for the desk. Whoever locks it or leaves it calls `keepNow` before. */
export const KeeperProvider = ({ children }: { children: ReactNode }) => {
  const clock = useClock();
  const keeper = useMemo(() => createKeeper(clock), [clock]);
  useEffect(() => {
    const keepAll = (): void => keeper.keepNow();
    // A window that closes unmounts nothing, and later than this it is no longer listened to.
    window.addEventListener('beforeunload', keepAll);
    return () => {
      window.removeEventListener('beforeunload', keepAll);
      keepAll();
    };
  }, [keeper]);
  return <Kept value={keeper}>{children}</Kept>;
};

export const useKeeper = (): Keeper => {
  const keeper = useContext(Kept);
  if (keeper === null) throw new Error('useKeeper needs a KeeperProvider.');
  return keeper;
};
