import type { Intent } from '../../../keyboard/intent.ts';

/** One key, pressed before what it is for was there. */
export interface EarlyKey {
  intent: Intent;
  /** Who was waited for; null: whoever comes next. */
  pour: string | null;
}

/** Digits and Entrée go from one step of an entry to the next: all are kept. Of the others, « letters », one is. */
export const isStep = ({ do: what }: Intent): boolean => what === 'digit' || what === 'confirm';

/** Without the letter that is kept, nor what was pressed after it, which was for what it would have opened. */
export const withoutLetter = (keys: readonly EarlyKey[]): readonly EarlyKey[] => {
  const at = keys.findIndex(({ intent }) => !isStep(intent));
  return at === -1 ? keys : keys.slice(0, at);
};

/** After an Entrée a digit is about whoever comes next, and a letter is not kept: who that is, nobody sees yet. */
export const withKey = (keys: readonly EarlyKey[], { intent, pour }: EarlyKey): readonly EarlyKey[] => {
  const before = isStep(intent) ? keys : withoutLetter(keys);
  const isRecorded = before.some((key) => key.intent.do === 'confirm');
  if (isRecorded && !isStep(intent)) return before;
  return [...before, { intent, pour: isRecorded ? null : pour }];
};

/** What was not pressed for somebody else. */
export const keysFor = (keys: readonly EarlyKey[], candidat: string | null): readonly EarlyKey[] =>
  keys.filter(({ pour }) => pour === null || pour === candidat);

/** How many keys a call that has come finds for itself. */
export const stepsFor = (keys: readonly EarlyKey[], candidat: string): number =>
  keysFor(keys, candidat).filter(({ intent }) => isStep(intent)).length;

/** What a kept letter opens on the screen itself, where the digits after it go on; any other opens a window or leaves. */
const goesOn: ReadonlySet<Intent['do']> = new Set(['callback', 'copy', 'call']);

/** What is left once the letter at the head was played. */
export const afterLetter = ([letter, ...rest]: readonly EarlyKey[], isTaken: boolean): readonly EarlyKey[] =>
  isTaken && letter !== undefined && goesOn.has(letter.intent.do) ? rest : [];
