import type { Intent } from '../../../keyboard/intent.ts';

/** One key, pressed before what it is for was there. */
export interface EarlyKey {
  intent: Intent;
  /** Who was waited for; null: whoever comes once she is recorded. */
  pour: string | null;
}

/** What goes from one step of an entry to the next: all are kept. Of the others, « letters », one is. */
export const isStep = ({ do: what }: Intent): boolean => what === 'digit' || what === 'confirm' || what === 'back';

/** Right after an Entrée these answer what it asked (« Ne plus contacter » asks once more): they begin nothing. */
const isAfterthought = ({ do: what }: Intent): boolean => what === 'confirm' || what === 'back';

/** Closes the queue: nothing more is kept until somebody else is there. Never played. */
const end: EarlyKey = { intent: { do: 'leave' }, pour: null };

const hasKey = (keys: readonly EarlyKey[], what: Intent['do']): boolean =>
  keys.some(({ intent }) => intent.do === what);

export const isNoteKept = (keys: readonly EarlyKey[]): boolean => hasKey(keys, 'note');

/** Without the letter that is kept, nor what was pressed after it, which was for what it would have opened. */
const withoutLetter = (keys: readonly EarlyKey[]): readonly EarlyKey[] => {
  const at = keys.findIndex(({ intent }) => !isStep(intent));
  return at === -1 ? keys : keys.slice(0, at);
};

/** After an Entrée a digit is about whoever comes next, and a letter ends it all: who that is, nobody sees yet. */
export const withKey = (keys: readonly EarlyKey[], { intent, pour }: EarlyKey): readonly EarlyKey[] => {
  if (hasKey(keys, end.intent.do)) return keys;
  // What an Entrée would record of a call begun earlier, nobody sees yet.
  if (keys.length === 0 && isAfterthought(intent)) return keys;
  const isRecorded = hasKey(keys, 'confirm');
  if (!isStep(intent)) {
    if (isRecorded) return [...keys, end];
    // Its words would be lost with it.
    return isNoteKept(keys) ? keys : [...withoutLetter(keys), { intent, pour }];
  }
  if (!isRecorded) return [...keys, { intent, pour }];
  const last = keys.at(-1);
  const isHers = last !== undefined && isAfterthought(last.intent) && isAfterthought(intent);
  return [...keys, { intent, pour: isHers ? last.pour : null }];
};

/** Échap leaves the note, or forgets the letter, else the steps: never what Entrée recorded before. */
export const afterEscape = (keys: readonly EarlyKey[]): readonly EarlyKey[] => {
  if (hasKey(keys, end.intent.do)) return keys;
  if (isNoteKept(keys)) return keys.filter(({ intent }) => intent.do !== 'note');
  const entree = keys.findLastIndex(({ intent }) => intent.do === 'confirm');
  // Whether it left what that Entrée asked, nobody saw: a later Entrée must not answer it.
  if (entree !== -1) return [...keys.slice(0, entree + 1), end];
  const without = withoutLetter(keys);
  return without === keys ? [] : without;
};

/**
 * What somebody who comes finds: the steps of one call, hers from now on. Nothing while the one before was left with
 * keys of her own, and nothing that does not begin with a choice: an Entrée would record what was begun earlier.
 */
export const keysOfNext = (keys: readonly EarlyKey[], candidat: string | null): readonly EarlyKey[] => {
  if (candidat === null || keys.some(({ pour }) => pour !== null) || keys[0]?.intent.do !== 'digit') return [];
  const entree = keys.findIndex(({ intent }) => intent.do === 'confirm');
  const stop = keys.findIndex(
    ({ intent }, at) => at > entree && (entree === -1 ? !isStep(intent) : !isAfterthought(intent)),
  );
  return (stop === -1 ? keys : keys.slice(0, stop)).map(({ intent }) => ({ intent, pour: candidat }));
};

/** What is left while a call is being written, which takes no more keys. */
export const onceWriting = (keys: readonly EarlyKey[]): readonly EarlyKey[] => keys.filter(({ pour }) => pour === null);

/** What a kept letter opens on the screen itself, where the digits after it go on; any other opens a window or leaves. */
const goesOn: ReadonlySet<Intent['do']> = new Set(['callback', 'copy', 'call']);

/** What is left once the letter at the head was played. */
export const afterLetter = ([letter, ...rest]: readonly EarlyKey[], isTaken: boolean): readonly EarlyKey[] =>
  isTaken && letter !== undefined && goesOn.has(letter.intent.do) ? rest : [];
