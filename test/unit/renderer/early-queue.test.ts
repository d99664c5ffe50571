import { describe, expect, it } from 'vitest';
import {
  afterLetter,
  type EarlyKey,
  keysFor,
  stepsFor,
  withKey,
  withoutLetter,
} from '../../../renderer/features/candidats/saisie/early-queue.ts';
import type { Intent } from '../../../renderer/keyboard/intent.ts';

const three: Intent = { do: 'digit', digit: 3 };
const entree: Intent = { do: 'confirm' };
const n: Intent = { do: 'note' };
const r: Intent = { do: 'callback' };
const f: Intent = { do: 'assign' };

const pressed = (intents: readonly Intent[], pour: string | null = 'a'): readonly EarlyKey[] =>
  intents.reduce<readonly EarlyKey[]>((keys, intent) => withKey(keys, { intent, pour }), []);
const intents = (keys: readonly EarlyKey[]): Intent[] => keys.map(({ intent }) => intent);

describe('what is pressed before a sheet is there', () => {
  it('keeps the digits, and a letter in its place among them', () => {
    expect(intents(pressed([three, r, three, entree]))).toEqual([three, r, three, entree]);
  });

  it('keeps one letter: a later one takes its place, and what was for the first one goes', () => {
    expect(intents(pressed([three, r, three, f]))).toEqual([three, f]);
    expect(intents(pressed([n, r]))).toEqual([r]);
  });

  it('forgets the letter and what followed it, never what came before', () => {
    expect(intents(withoutLetter(pressed([three, r, three])))).toEqual([three]);
    expect(intents(withoutLetter(pressed([three, entree])))).toEqual([three, entree]);
  });

  it('takes what follows Entrée for whoever comes next, whom a letter never opens', () => {
    const keys = pressed([three, entree, three]);
    expect(keys.map(({ pour }) => pour)).toEqual(['a', 'a', null]);
    expect(withKey(keys, { intent: n, pour: 'a' })).toEqual(keys);
  });

  it('plays nothing on somebody else', () => {
    const keys = [...pressed([three, n]), ...pressed([three], null)];
    expect(keysFor(keys, 'a')).toEqual(keys);
    expect(keysFor(keys, 'b')).toEqual(pressed([three], null));
    expect(keysFor(keys, null)).toEqual(pressed([three], null));
    expect(stepsFor(keys, 'a')).toBe(2);
    expect(stepsFor(keys, 'b')).toBe(1);
  });

  it('goes on after a letter that stays on the screen, and stops at a window or at one that nobody took', () => {
    expect(intents(afterLetter(pressed([r, three]), true))).toEqual([three]);
    expect(afterLetter(pressed([f, three]), true)).toEqual([]);
    expect(afterLetter(pressed([r, three]), false)).toEqual([]);
  });
});
