import { type RefObject, useEffect, useRef } from 'react';
import type { Intent } from '../../../keyboard/intent.ts';
import { useIntents } from '../../../keyboard/use-intents.ts';
import { useReglages } from '../../desk/reglages.tsx';

export type EarlyKeys = RefObject<Intent[]>;

/** Digits and Entrée pressed after A while the sheet is still being read: a quick hand does not wait for the screen. */
export const useEarlyKeys = (isWaiting: boolean): EarlyKeys => {
  const keys = useRef<Intent[]>([]);
  const { reglages } = useReglages();
  useIntents(
    reglages.raccourcisUneTouche,
    (intent, { inText, repeat }) => {
      if (inText || repeat || (intent.do !== 'digit' && intent.do !== 'confirm')) return false;
      keys.current.push(intent);
      return true;
    },
    isWaiting,
  );
  return keys;
};

/**
 * Hands them over one a render, so that each sees what the one before changed. `answer` tells whether the key meant
 * something; after one that did not, the rest would record what nobody saw.
 */
export const useEarlyReplay = (
  keys: EarlyKeys,
  answer: (intent: Intent) => boolean,
  /** They may be about whoever comes next. */
  isReady: () => boolean = () => true,
): void => {
  useEffect(() => {
    if (!isReady()) return;
    const next = keys.current.shift();
    if (next !== undefined && !answer(next)) keys.current = [];
  });
};
