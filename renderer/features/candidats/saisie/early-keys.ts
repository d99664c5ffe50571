import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { Intent } from '../../../keyboard/intent.ts';
import { isBusyElsewhere, performIntent, useIntents } from '../../../keyboard/use-intents.ts';
import { useReglages } from '../../desk/reglages.tsx';
import {
  afterEscape,
  afterLetter,
  type EarlyKey,
  isNoteKept,
  isStep,
  keysOfNext,
  onceWriting,
  withKey,
} from './early-queue.ts';
import { useEarlyText } from './early-text.ts';

interface Early {
  keys: readonly EarlyKey[];
  /** Who is there; null: nobody. */
  pour: string | null;
  /** A step was played, and is on screen from the next drawing on only. */
  hasPlayed: boolean;
  /** What is typed after a kept N. */
  typed: RefObject<string>;
  /** What was typed after it and left, by person: by Échap, for somebody else, or because the sheet did not come. */
  left: Map<string, string>;
}

export type EarlyKeys = RefObject<Early>;

export const steps: ReadonlySet<Intent['do']> = new Set(['digit', 'confirm', 'back']);

/** As in the note itself, whose words stay when it is left. */
const leaveWords = ({ typed, left }: Early, pour: string | null): void => {
  if (pour !== null && typed.current !== '') left.set(pour, (left.get(pour) ?? '') + typed.current);
  typed.current = '';
};

/**
 * What is pressed while a sheet is still being read: a quick hand does not wait for the screen. Of the letters, the
 * last one is kept, until Échap or somebody else; what follows N is the note.
 */
export const useEarlyKeys = (
  isWaiting: boolean,
  /** Who is waited for. */
  pour: string | null,
  wanted: ReadonlySet<Intent['do']> = steps,
): EarlyKeys => {
  const [isNoting, setNoting] = useState(false);
  const typed = useEarlyText(isWaiting && isNoting);
  const early = useRef<Early>({ keys: [], pour, hasPlayed: false, typed, left: new Map() });
  const { reglages } = useReglages();

  // Before anything of the next person, whose sheet may be there already, plays what is kept.
  useLayoutEffect(() => {
    const { current } = early;
    current.keys = keysOfNext(current.keys, pour);
    current.pour = pour;
    setNoting(false);
    return () => leaveWords(current, pour);
  }, [pour]);
  useEffect(() => {
    if (!isWaiting) {
      setNoting(false);
      return;
    }
    // Whatever else Échap does: to close the sheet, to leave it for the list.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      leaveWords(early.current, pour);
      early.current.keys = afterEscape(early.current.keys);
      setNoting(false);
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isWaiting, pour]);

  useIntents(
    reglages.raccourcisUneTouche,
    (intent, { inText, repeat }) => {
      // Held down, Retour arrière goes back on everything.
      if (inText || (repeat && intent.do !== 'back') || !wanted.has(intent.do)) return false;
      early.current.keys = withKey(early.current.keys, { intent, pour });
      setNoting(isNoteKept(early.current.keys));
      return true;
    },
    isWaiting,
  );
  return early;
};

/** Somebody else is chosen by hand: what was kept was not for her. */
export const forgetEarlyKeys = ({ current }: EarlyKeys): void => {
  current.keys = [];
};

/** Where nothing is waited for any more, and nothing came: what was kept is for nobody. */
export const useEarlyDrop = (early: EarlyKeys, isVain: boolean): void => {
  useLayoutEffect(() => {
    if (!isVain) return;
    leaveWords(early.current, early.current.pour);
    early.current.keys = [];
  }, [early, isVain]);
};

/**
 * Hands the steps over one a render, so that each sees what the one before changed. `answer` tells whether the key
 * meant something; after one that did not, the rest would record what nobody saw.
 */
export const useEarlyReplay = (
  early: EarlyKeys,
  answer: (intent: Intent) => boolean,
  /** False while what is on screen is being written. */
  isReady: () => boolean = () => true,
): void => {
  // A step that changes nothing on screen must not hold back the next one.
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!isReady()) return;
    const { keys, pour } = early.current;
    const [next, ...rest] = keys;
    if (next === undefined) return;
    // It was for whoever comes next, and she did not come: Entrée asked for more, or was refused.
    if (next.pour !== pour) {
      early.current.keys = [];
      return;
    }
    if (!isStep(next.intent)) return;
    early.current.keys = rest;
    early.current.hasPlayed = true;
    if (!answer(next.intent)) early.current.keys = [];
    else if (!isReady()) early.current.keys = onceWriting(rest);
    drawAgain();
  });
};

/** Plays the kept letter in its turn. To be called above whatever answers it, which listens by then. */
export const useEarlyLetter = (early: EarlyKeys, isThere: boolean): void => {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!isThere) return;
    const { keys, pour, hasPlayed } = early.current;
    early.current.hasPlayed = false;
    const [next] = keys;
    if (next === undefined || next.pour !== pour || isStep(next.intent)) return;
    if (!hasPlayed) early.current.keys = afterLetter(keys, !isBusyElsewhere() && performIntent(next.intent));
    drawAgain();
  });
};

/** The words of a kept N, for the note of this person; null when there are none to take. `opens`: it has the keys. */
export const takeEarlyNote = ({ current }: EarlyKeys, candidat: string): { texte: string; opens: boolean } | null => {
  const { keys, typed, left } = current;
  const at = keys.findIndex(({ intent, pour }) => intent.do === 'note' && pour === candidat);
  const words = left.get(candidat) ?? '';
  left.delete(candidat);
  if (at === -1) return words === '' ? null : { texte: words, opens: false };
  current.keys = keys.filter((_, index) => index !== at);
  const texte = words + typed.current;
  typed.current = '';
  return { texte, opens: !isBusyElsewhere() };
};
