/** What a key asks for, whatever the keyboard layout: digits by `code` (AZERTY types them with Shift), letters by `key`. */
export type Intent =
  | { do: 'call'; received: boolean }
  | { do: 'digit'; digit: number }
  | { do: 'confirm' }
  | { do: 'leave' }
  | { do: 'back' }
  | { do: 'next' }
  | { do: 'previous' }
  /** In a week: the day before, the day after. In the queue: come back to whoever was skipped, skip. */
  | { do: 'left' }
  | { do: 'right' }
  | { do: 'first' }
  | { do: 'last' }
  | { do: 'page-down' }
  | { do: 'page-up' }
  /** Adds whom one moves to to the people that are chosen. */
  | { do: 'extend-next' }
  | { do: 'extend-previous' }
  | { do: 'toggle' }
  | { do: 'select-all' }
  | { do: 'print' }
  | { do: 'callback' }
  | { do: 'note' }
  | { do: 'export' }
  /** « Affecter » the people that are ticked, or the one whose sheet is open; Entrée then takes them for oneself. */
  | { do: 'assign' }
  /** Of the person who is being called: her number, her whole sheet. */
  | { do: 'copy' }
  | { do: 'sheet' }
  /** « Droits » of the person whose sheet is open. */
  | { do: 'rights' }
  /** « Écrire » to the family, by mail or SMS. */
  | { do: 'write' }
  | { do: 'search' }
  /** Everything at once: people, screens, gestures, saved views. */
  | { do: 'palette' }
  | { do: 'undo' }
  | { do: 'lock' }
  | { do: 'operateur' }
  /** « Qui m'appelle ? » */
  | { do: 'who-calls' }
  /** « Fusionner » on a sheet that proposes it; in the strip of a call, « noter aussi pour » the family. */
  | { do: 'same' }
  | { do: 'not-same' }
  /** « Répondre » to the demande that waits first, « J'ai répondu autrement », « Injoignable ». */
  | { do: 'answer' }
  | { do: 'answered' }
  | { do: 'unreachable' }
  /** « Donner un créneau » to the person whose sheet is open. */
  | { do: 'give-slot' }
  /** Agenda: a row of créneaux at once. */
  | { do: 'generate' }
  | { do: 'keys' };

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export interface KeyContext {
  /** The focus is in a field where bare keys type. */
  inText: boolean;
  /** Setting « Raccourcis à une touche » (WCAG 2.1.4): off means that letters and digits need Ctrl. */
  singleKeys: boolean;
}

const digitOf = (code: string): number | null => {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit);
};

const withCtrlAlways: Readonly<Record<string, Intent>> = {
  k: { do: 'palette' },
  z: { do: 'undo' },
  l: { do: 'lock' },
  p: { do: 'print' },
};

const letters: Readonly<Record<string, Intent>> = {
  a: { do: 'call', received: false },
  r: { do: 'callback' },
  n: { do: 'note' },
  e: { do: 'export' },
  f: { do: 'assign' },
  s: { do: 'write' },
  j: { do: 'next' },
  k: { do: 'previous' },
  o: { do: 'operateur' },
  q: { do: 'who-calls' },
  d: { do: 'answer' },
  t: { do: 'answered' },
  i: { do: 'unreachable' },
  h: { do: 'give-slot' },
  g: { do: 'generate' },
  c: { do: 'copy' },
  u: { do: 'sheet' },
  y: { do: 'rights' },
  '/': { do: 'search' },
  '?': { do: 'keys' },
};

const named: Readonly<Record<string, Intent>> = {
  ArrowDown: { do: 'next' },
  ArrowUp: { do: 'previous' },
  ArrowLeft: { do: 'left' },
  ArrowRight: { do: 'right' },
  Home: { do: 'first' },
  End: { do: 'last' },
  PageDown: { do: 'page-down' },
  PageUp: { do: 'page-up' },
  Enter: { do: 'confirm' },
  Backspace: { do: 'back' },
  // No character key in the sense of WCAG 2.1.4: the setting leaves it alone.
  ' ': { do: 'toggle' },
};

const extended: Readonly<Record<string, Intent>> = {
  ArrowDown: { do: 'extend-next' },
  ArrowUp: { do: 'extend-previous' },
};

/** null when the key is not ours: it then does what the page or the field makes of it. */
export const intentOf = (press: KeyPress, { inText, singleKeys }: KeyContext): Intent | null => {
  if (press.altKey || press.metaKey) return null;
  if (press.key === 'Escape') return press.ctrlKey ? null : { do: 'leave' };

  const digit = digitOf(press.code);
  if (press.ctrlKey) {
    if (digit !== null) return { do: 'digit', digit };
    if (press.key === 'Enter') return { do: 'confirm' };
    const letter = press.key.toLowerCase();
    const always = withCtrlAlways[letter];
    // Ctrl+Z inside a field takes back what was typed there.
    if (always !== undefined) return inText && always.do === 'undo' ? null : always;
    if (inText) return null;
    // Where the letters need Ctrl, Ctrl+A calls: the box at the head of the list then chooses everybody.
    if (singleKeys) return letter === 'a' && !press.shiftKey ? { do: 'select-all' } : null;
    return letterIntent(letter, press.shiftKey);
  }

  if (inText) return null;
  // Shift turns the digits of the pad into Home, arrows and so on: held on purpose, it is still the digit.
  const isPadDigit = digit !== null && press.shiftKey && press.code.startsWith('Numpad');
  const name = isPadDigit ? undefined : ((press.shiftKey ? extended[press.key] : undefined) ?? named[press.key]);
  if (name !== undefined) return name;
  if (!singleKeys) return null;
  return digit === null ? letterIntent(press.key.toLowerCase(), press.shiftKey) : { do: 'digit', digit };
};

const letterIntent = (letter: string, shiftKey: boolean): Intent | null => {
  if (letter === 'a') return { do: 'call', received: shiftKey };
  if (letter === 'm') return { do: shiftKey ? 'not-same' : 'same' };
  return letters[letter] ?? null;
};
