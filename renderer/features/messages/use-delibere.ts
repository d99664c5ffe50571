import { useEffect, useState } from 'react';
import { useClock } from '../../clock.tsx';

/** A second click of two, or a key held down, falls within this. */
const delibereMs = 600;

/** Whether « C'est envoyé » may be pressed: what opened the message is over, and this is another gesture. */
export const useDelibere = (isOut: boolean): boolean => {
  const clock = useClock();
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    setArmed(false);
    return isOut ? clock.after(delibereMs, () => setArmed(true)) : undefined;
  }, [clock, isOut]);
  return isOut && isArmed;
};
