import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { Intent } from '../../../keyboard/intent.ts';
import { isBusyElsewhere, performIntent, useIntents } from '../../../keyboard/use-intents.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { afterLetter, type EarlyKey, isStep, keysFor, withKey, withoutLetter } from './early-queue.ts';
import { useEarlyText } from './early-text.ts';

interface Early {
  keys: readonly EarlyKey[];
  /** A step was played, and is on screen from the next drawing on only. */
  hasPlayed: boolean;
  /** What is typed after a kept N. */
  typed: RefObject<string>;
  /** What was typed after it, then left by Échap. */
  left: { pour: string | null; texte: string } | null;
}

export type EarlyKeys = RefObject<Early>;

export const steps: ReadonlySet<Intent['do']> = new Set(['digit', 'confirm']);

/**
 * What is pressed while a sheet is still being read: a quick hand does not wait for the screen. Of the letters, the
 * last one is kept, until Échap or somebody else; what follows N is the note.
 */
export const useEarlyKeys = (
  isWaiting: boolean,
  /** Who is waited for; null where the sheet itself goes with the person. */
  pour: string | null = null,
  wanted: ReadonlySet<Intent['do']> = steps,
): EarlyKeys => {
  const [isNoting, setNoting] = useState(false);
  const typed = useEarlyText(isWaiting && isNoting);
  const early = useRef<Early>({ keys: [], hasPlayed: false, typed, left: null });
  const { reglages } = useReglages();

  // Before anything of the next person, whose sheet may be there already, plays what is kept.
  useLayoutEffect(() => {
    early.current.keys = keysFor(early.current.keys, pour);
    setNoting(false);
  }, [pour]);
  useEffect(() => {
    if (!isWaiting) {
      setNoting(false);
      return;
    }
    // Whatever else Échap does: to close the sheet, to leave it for the list.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      const { keys, left } = early.current;
      // As in the note itself, whose words stay when it is left.
      if (typed.current !== '') {
        early.current.left = { pour, texte: (left?.pour === pour ? left.texte : '') + typed.current };
        typed.current = '';
      }
      early.current.keys = withoutLetter(keys);
      setNoting(false);
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isWaiting, pour, typed]);

  useIntents(
    reglages.raccourcisUneTouche,
    (intent, { inText, repeat }) => {
      if (inText || repeat || !wanted.has(intent.do)) return false;
      early.current.keys = withKey(early.current.keys, { intent, pour });
      setNoting(early.current.keys.some((key) => key.intent.do === 'note'));
      return true;
    },
    isWaiting,
  );
  return early;
};

/**
 * Hands the steps over one a render, so that each sees what the one before changed. `answer` tells whether the key
 * meant something; after one that did not, the rest would record what nobody saw.
 */
export const useEarlyReplay = (
  early: EarlyKeys,
  answer: (intent: Intent) => boolean,
  /** They may be about whoever comes next. */
  isReady: () => boolean = () => true,
): void => {
  useEffect(() => {
    if (!isReady()) return;
    const [next, ...rest] = early.current.keys;
    if (next === undefined || !isStep(next.intent)) return;
    early.current.keys = rest;
    early.current.hasPlayed = true;
    if (!answer(next.intent)) early.current.keys = [];
  });
};

/** Plays the kept letter in its turn. To be called above whatever answers it, which listens by then. */
export const useEarlyLetter = (early: EarlyKeys, isThere: boolean): void => {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!isThere) return;
    const { keys, hasPlayed } = early.current;
    early.current.hasPlayed = false;
    const [next] = keys;
    if (next === undefined || isStep(next.intent)) return;
    if (!hasPlayed) early.current.keys = afterLetter(keys, !isBusyElsewhere() && performIntent(next.intent));
    drawAgain();
  });
};

/** The words of a kept N, for the note of this person; null when there are none to take. `opens`: it has the keys. */
export const takeEarlyNote = ({ current }: EarlyKeys, candidat: string): { texte: string; opens: boolean } | null => {
  const { keys, typed, left } = current;
  const at = keys.findIndex(({ intent, pour }) => intent.do === 'note' && pour === candidat);
  const words = left?.pour === candidat ? left.texte : '';
  current.left = null;
  if (at === -1) return words === '' ? null : { texte: words, opens: false };
  current.keys = keys.filter((_, index) => index !== at);
  const texte = words + typed.current;
  typed.current = '';
  return { texte, opens: !isBusyElsewhere() };
};
