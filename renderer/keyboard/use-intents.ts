import { useEffect, useRef } from 'react';
import { type Intent, intentOf } from './intent.ts';

const textTypes = new Set(['text', 'search', 'password', 'email', 'tel', 'url', 'number', 'date', 'time']);

/** Fields where bare keys type. A list of choices or a box to tick is not one. */
export const isTextField = (target: EventTarget | null): boolean => {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return textTypes.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
};

/** For what comes on screen by itself: a search that finds somebody with a call begun must not lose the next letter. */
export const focusUnlessTyping = (element: HTMLElement | null): void => {
  if (!isTextField(document.activeElement)) element?.focus();
};

/** An open layer (menu, choice list, window of keys) keeps its own keys. */
const isInsideLayer = (target: EventTarget | null): boolean =>
  typeof Element !== 'undefined' &&
  target instanceof Element &&
  target.closest('[role="dialog"], [role="menu"]') !== null;

/** A window over the desk keeps every key but the lock, wherever the focus fell: nothing is done behind it. */
export const isForDesk = (intent: Intent, target: EventTarget | null, isUnderWindow: boolean): boolean =>
  intent.do === 'lock' || !(isUnderWindow || isInsideLayer(target));

const isWindowOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** Somebody is in a window, or types in a field: what was pressed before that is not played under their hands. */
export const isBusyElsewhere = (): boolean => isWindowOpen() || isTextField(document.activeElement);

/** Space is also how a focused button is pressed and a box ticked. */
const keepsSpace = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, summary') !== null;

/** A focused button or link keeps Enter for itself; a choice already made lets Enter go on to the next step. */
const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button:not([aria-pressed="true"]), a[href], summary') !== null;

export interface IntentSource {
  target: EventTarget | null;
  inText: boolean;
  repeat: boolean;
}

/** A gesture chosen by name, in the palette: it goes to the same listeners as its key, in the same order. */
class IntentEvent extends Event {
  static readonly type = 'rappel-intent';
  readonly intent: Intent;
  constructor(intent: Intent) {
    super(IntentEvent.type, { cancelable: true });
    this.intent = intent;
  }
}

/** @returns whether somebody took it. */
export const performIntent = (intent: Intent): boolean => !document.dispatchEvent(new IntentEvent(intent));

/**
 * One listener a screen. `handle` answers whether it took the intent: then the key does nothing else.
 */
export const useIntents = (
  singleKeys: boolean,
  handle: (intent: Intent, source: IntentSource) => boolean,
  enabled = true,
): void => {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const inText = isTextField(event.target);
      const intent = intentOf(event, { inText, singleKeys });
      if (intent === null) return;
      if (!isForDesk(intent, event.target, isWindowOpen())) return;
      if (intent.do === 'confirm' && !event.ctrlKey && isPressable(event.target)) return;
      if (intent.do === 'toggle' && keepsSpace(event.target)) return;
      if (latest.current(intent, { target: event.target, inText, repeat: event.repeat })) event.preventDefault();
    };
    const onIntent = (event: Event): void => {
      if (event.defaultPrevented || !(event instanceof IntentEvent)) return;
      const source = { target: document.body, inText: false, repeat: false };
      if (latest.current(event.intent, source)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener(IntentEvent.type, onIntent);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener(IntentEvent.type, onIntent);
    };
  }, [singleKeys, enabled]);
};
