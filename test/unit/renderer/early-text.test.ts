import { describe, expect, it } from 'vitest';
import { moves, type TypedKey, textAfter } from '../../../renderer/features/candidats/saisie/early-text.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false, altGraph: false };
const typed = (keys: readonly string[], modifiers: Partial<TypedKey> = {}): string | null =>
  keys.reduce<string | null>(
    (text, key) => (text === null ? null : textAfter(text, { ...plain, ...modifiers, key })),
    '',
  );

describe('text typed before its field', () => {
  it('keeps letters, digits, accents and what AltGr writes', () => {
    expect(typed(['p', 'è', 'r', 'e', ' ', '7'])).toBe('père 7');
    expect(typed(['@'], { ctrlKey: true, altKey: true, altGraph: true })).toBe('@');
  });

  it('takes back a letter and begins a line', () => {
    expect(typed(['a', 'b', 'Backspace', 'Enter', 'c'])).toBe('a\nc');
    expect(typed(['Backspace'])).toBe('');
  });

  it('leaves shortcuts and keys that write nothing to their owner', () => {
    expect(typed(['k'], { ctrlKey: true })).toBeNull();
    expect(typed(['Enter'], { ctrlKey: true })).toBeNull();
    expect(typed(['Escape'])).toBeNull();
    expect(typed(['ArrowDown'])).toBeNull();
    expect(typed(['Dead'])).toBeNull();
  });

  it('keeps the keys of the caret, and leaves Échap and Tab', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].every((key) => moves.has(key))).toBe(
      true,
    );
    expect(moves.has('Escape')).toBe(false);
    expect(moves.has('Tab')).toBe(false);
  });
});
