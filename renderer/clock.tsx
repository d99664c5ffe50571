import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** Time as an object: screens never reach for the machine's own. */
export interface Clock {
  now(): number;
  /** Calls `fn` every `intervalMs`; answers its own stop. */
  every(intervalMs: number, fn: () => void): () => void;
  after(delayMs: number, fn: () => void): () => void;
}

export const pageClock = (page: Window): Clock => ({
  now: () => Date.now(),
  every: (intervalMs, fn) => {
    const timer = page.setInterval(fn, intervalMs);
    return () => page.clearInterval(timer);
  },
  after: (delayMs, fn) => {
    const timer = page.setTimeout(fn, delayMs);
    return () => page.clearTimeout(timer);
  },
});

const ClockContext = createContext<Clock | null>(null);

export const ClockProvider = ({ clock, children }: { clock: Clock; children: ReactNode }) => (
  <ClockContext value={clock}>{children}</ClockContext>
);

export const useClock = (): Clock => {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error('useClock needs a ClockProvider.');
  return clock;
};

/** The present instant, refreshed every `intervalMs`. */
export const useNow = (intervalMs: number): number => {
  const clock = useClock();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    setNow(clock.now());
    return clock.every(intervalMs, () => setNow(clock.now()));
  }, [clock, intervalMs]);
  return now;
};

/** `value`, once it has stopped changing for `delayMs`. */
export const useSettled = <T,>(value: T, delayMs: number): T => {
  const clock = useClock();
  const [settled, setSettled] = useState(value);
  useEffect(() => clock.after(delayMs, () => setSettled(value)), [clock, value, delayMs]);
  return settled;
};
