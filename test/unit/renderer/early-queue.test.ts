import { describe, expect, it } from 'vitest';
import {
  afterEscape,
  afterLetter,
  type EarlyKey,
  isNoteKept,
  keysOfNext,
  onceWriting,
  withKey,
} from '../../../renderer/features/candidats/saisie/early-queue.ts';
import type { Intent } from '../../../renderer/keyboard/intent.ts';

const one: Intent = { do: 'digit', digit: 1 };
const three: Intent = { do: 'digit', digit: 3 };
const eight: Intent = { do: 'digit', digit: 8 };
const entree: Intent = { do: 'confirm' };
const retour: Intent = { do: 'back' };
const n: Intent = { do: 'note' };
const r: Intent = { do: 'callback' };
const f: Intent = { do: 'assign' };

const pressed = (intents: readonly Intent[], pour: string | null = 'a'): readonly EarlyKey[] =>
  intents.reduce<readonly EarlyKey[]>((keys, intent) => withKey(keys, { intent, pour }), []);
const intents = (keys: readonly EarlyKey[]): Intent[] => keys.map(({ intent }) => intent);

const pours = (keys: readonly EarlyKey[]): (string | null)[] => keys.map(({ pour }) => pour);
/** Her own keys were played: what is left waits for whoever comes next. */
const next = (intents: readonly Intent[]): readonly EarlyKey[] => onceWriting(pressed([three, entree, ...intents]));

describe('what is pressed before a sheet is there', () => {
  it('keeps the steps, and a letter in its place among them', () => {
    expect(intents(pressed([three, r, three, entree]))).toEqual([three, r, three, entree]);
    expect(intents(pressed([one, retour, three]))).toEqual([one, retour, three]);
  });

  it('begins with no Entrée nor step back, which would be about what was begun on her earlier', () => {
    for (const intent of [entree, retour]) expect(pressed([intent])).toEqual([]);
    expect(intents(pressed([entree, three, entree]))).toEqual([three, entree]);
  });

  it('keeps one letter: a later one takes its place, and what was for the first one goes', () => {
    expect(intents(pressed([three, r, three, f]))).toEqual([three, f]);
  });

  it('never lets a letter take the place of a note, whose words would go with it', () => {
    const keys = pressed([three, n, one]);
    expect(isNoteKept(keys)).toBe(true);
    expect(withKey(keys, { intent: r, pour: 'a' })).toEqual(keys);
  });

  it('goes on after a letter that stays on the screen, and stops at a window or at one that nobody took', () => {
    expect(intents(afterLetter(pressed([r, three]), true))).toEqual([three]);
    expect(afterLetter(pressed([f, three]), true)).toEqual([]);
    expect(afterLetter(pressed([r, three]), false)).toEqual([]);
  });
});

describe('Échap before a sheet is there', () => {
  it('forgets the letter and what followed it, never what came before', () => {
    expect(intents(afterEscape(pressed([three, r, three])))).toEqual([three]);
  });

  it('with no letter forgets the steps', () => {
    expect(afterEscape(pressed([one]))).toEqual([]);
    expect(intents(withKey(afterEscape(pressed([one])), { intent: three, pour: 'a' }))).toEqual([three]);
  });

  it('leaves the note alone, and what was chosen from inside of it stays', () => {
    expect(intents(afterEscape(pressed([three, n, one])))).toEqual([three, one]);
  });

  it('after an Entrée keeps what that recorded, and nothing that comes later', () => {
    const left = afterEscape(pressed([three, entree, one]));
    expect(intents(left).slice(0, 2)).toEqual([three, entree]);
    expect(withKey(left, { intent: one, pour: 'a' })).toEqual(left);
    expect(afterEscape(left)).toEqual(left);
    expect(keysOfNext(onceWriting(left), 'b')).toEqual([]);
  });

  it('never lets a later Entrée confirm « Ne plus contacter »', () => {
    for (const before of [[], [retour], [three]]) {
      const left = afterEscape(pressed([eight, entree, ...before]));
      const confirms = withKey(left, { intent: entree, pour: 'a' }).filter(({ intent }) => intent.do === 'confirm');
      expect(confirms).toHaveLength(1);
    }
  });
});

describe('what is pressed after an Entrée', () => {
  it('is for whoever comes next', () => {
    expect(pours(pressed([three, entree, three]))).toEqual(['a', 'a', null]);
  });

  it('is hers still where it is another Entrée or a step back, which answer what the first one asked', () => {
    expect(pours(pressed([eight, entree, entree]))).toEqual(['a', 'a', 'a']);
    expect(pours(pressed([eight, entree, retour, entree]))).toEqual(['a', 'a', 'a', 'a']);
    expect(pours(pressed([three, entree, one, entree, entree]))).toEqual(['a', 'a', null, null, null]);
    expect(onceWriting(pressed([three, entree, entree]))).toEqual([]);
  });

  it('is kept no more from a letter on: its words would be choices of somebody else', () => {
    const keys = pressed([three, entree, n]);
    expect(isNoteKept(keys)).toBe(false);
    for (const intent of [one, entree, retour, n, r]) expect(withKey(keys, { intent, pour: 'a' })).toEqual(keys);
    expect(keysOfNext(onceWriting(keys), 'b')).toEqual([]);
    // The plan that was recorded before is not forgotten for it either.
    expect(intents(pressed([r, one, entree, n])).slice(0, 3)).toEqual([r, one, entree]);
  });
});

describe('whoever comes next', () => {
  it('gets the steps of one call, and they are hers alone', () => {
    const hers = keysOfNext(next([one, three, entree]), 'b');
    expect(intents(hers)).toEqual([one, three, entree]);
    expect(pours(hers)).toEqual(['b', 'b', 'b']);
    expect(keysOfNext(hers, 'c')).toEqual([]);
  });

  it('gets them up to their Entrée, with what answers it', () => {
    expect(intents(keysOfNext(next([eight, entree, entree, three]), 'b'))).toEqual([eight, entree, entree]);
    expect(intents(keysOfNext(next([three, entree, three, entree]), 'b'))).toEqual([three, entree]);
    expect(intents(keysOfNext(next([three, n, one]), 'b'))).toEqual([three]);
  });

  it('gets nothing once nobody was there', () => {
    expect(keysOfNext(keysOfNext(next([three, entree]), null), 'b')).toEqual([]);
  });

  it('gets nothing where the one before was left before her own keys were played', () => {
    expect(keysOfNext(pressed([three, entree, one]), 'b')).toEqual([]);
    expect(keysOfNext(pressed([three, n]), 'b')).toEqual([]);
  });

  it('gets no Entrée on what was begun on her earlier', () => {
    const alone = (intent: Intent): readonly EarlyKey[] => [{ intent, pour: null }];
    expect(keysOfNext(alone(entree), 'b')).toEqual([]);
    expect(keysOfNext(alone(retour), 'b')).toEqual([]);
    expect(intents(keysOfNext(alone(three), 'b'))).toEqual([three]);
  });
});
