import { type RefObject, useEffect, useRef } from 'react';
import { isTextField } from '../../../keyboard/use-intents.ts';

export interface TypedKey {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** AltGr writes on a French keyboard, and says Ctrl and Alt on Windows. */
  altGraph: boolean;
}

/** The text after one more key; null when the key does not write. */
export const textAfter = (text: string, { key, ctrlKey, altKey, metaKey, altGraph }: TypedKey): string | null => {
  if (!altGraph && (ctrlKey || altKey || metaKey)) return null;
  if (key === 'Enter') return `${text}\n`;
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : null;
};

/** In a note they move the caret: on the screen behind it they would leave the person. */
export const moves: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** What is typed after N while the sheet is still being read: it belongs to the note, and is not a row of shortcuts. */
export const useEarlyText = (isWaiting: boolean): RefObject<string> => {
  const text = useRef('');
  useEffect(() => {
    if (!isWaiting) return;
    text.current = '';
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isTextField(event.target)) return;
      if (moves.has(event.key)) {
        event.preventDefault();
        return;
      }
      const next = textAfter(text.current, {
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        altGraph: event.getModifierState('AltGraph'),
      });
      if (next === null) return;
      text.current = next;
      event.preventDefault();
    };
    // Before the shortcuts of the list, which would move to the next person at the first j.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isWaiting]);
  return text;
};
