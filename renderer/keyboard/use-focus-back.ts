import { type RefObject, useEffect, useState } from 'react';

/**
 * For a window that exists only while it is open: once it is gone the keys go back to what had them, or to `otherwise`
 * when that is gone too (an item of a menu).
 */
export const useFocusBack = (otherwise?: RefObject<HTMLElement | null>): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const back =
        before instanceof HTMLElement && before.isConnected && before !== document.body ? before : otherwise?.current;
      back?.focus();
    },
    [before, otherwise],
  );
};
