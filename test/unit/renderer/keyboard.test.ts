import { describe, expect, it } from 'vitest';
import { targetIndex } from '../../../renderer/features/candidats/use-keys.ts';
import { digitMeant, isPin, onlyDigits } from '../../../renderer/features/session/pin.ts';
import { intentOf, type KeyPress } from '../../../renderer/keyboard/intent.ts';
import { keyLabel } from '../../../renderer/keyboard/keys.ts';
import { isForDesk } from '../../../renderer/keyboard/use-intents.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});
const desk = { inText: false, singleKeys: true };
const field = { inText: true, singleKeys: true };

describe('digits', () => {
  it('reads the place of the key, so that AZERTY needs no Shift and Shift changes nothing', () => {
    expect(intentOf(press('"', 'Digit3'), desk)).toEqual({ do: 'digit', digit: 3 });
    expect(intentOf(press('3', 'Digit3', { shiftKey: true }), desk)).toEqual({ do: 'digit', digit: 3 });
    expect(intentOf(press('8', 'Numpad8'), desk)).toEqual({ do: 'digit', digit: 8 });
    expect(intentOf(press('End', 'Numpad1', { shiftKey: true }), desk)).toEqual({ do: 'digit', digit: 1 });
    expect(intentOf(press('End', 'Numpad1'), desk)).toEqual({ do: 'last' });
  });

  it('types in a field, and chooses there with Ctrl', () => {
    expect(intentOf(press('3', 'Digit3'), field)).toBeNull();
    expect(intentOf(press('3', 'Digit3', { ctrlKey: true }), field)).toEqual({ do: 'digit', digit: 3 });
  });

  it('leaves zero alone', () => {
    expect(intentOf(press('0', 'Digit0'), desk)).toBeNull();
  });
});

describe('letters', () => {
  it('reads the letter that is typed, wherever it stands', () => {
    expect(intentOf(press('a', 'KeyQ'), desk)).toEqual({ do: 'call', received: false });
    expect(intentOf(press('A', 'KeyQ', { shiftKey: true }), desk)).toEqual({ do: 'call', received: true });
    expect(intentOf(press('r', 'KeyR'), desk)).toEqual({ do: 'callback' });
    expect(intentOf(press('e', 'KeyE'), desk)).toEqual({ do: 'export' });
    expect(intentOf(press('?', 'Comma', { shiftKey: true }), desk)).toEqual({ do: 'keys' });
    expect(intentOf(press('/', 'Period', { shiftKey: true }), desk)).toEqual({ do: 'search' });
  });

  it('types in a field', () => {
    for (const key of ['a', 'e', 'n', 'r', 'j', '/', '?']) expect(intentOf(press(key, ''), field)).toBeNull();
  });

  it('needs Ctrl when single keys are off', () => {
    const off = { inText: false, singleKeys: false };
    expect(intentOf(press('a', 'KeyQ'), off)).toBeNull();
    expect(intentOf(press('"', 'Digit3'), off)).toBeNull();
    expect(intentOf(press('a', 'KeyQ', { ctrlKey: true }), off)).toEqual({ do: 'call', received: false });
    expect(intentOf(press('"', 'Digit3', { ctrlKey: true }), off)).toEqual({ do: 'digit', digit: 3 });
    expect(intentOf(press('r', 'KeyR', { ctrlKey: true }), desk)).toBeNull();
    expect(intentOf(press('a', 'KeyQ', { ctrlKey: true }), { inText: true, singleKeys: false })).toBeNull();
  });

  it('never takes what Alt or the system key holds', () => {
    expect(intentOf(press('a', 'KeyQ', { altKey: true }), desk)).toBeNull();
    expect(intentOf(press('k', 'KeyK', { metaKey: true }), desk)).toBeNull();
  });
});

describe('choosing people', () => {
  const ctrl = { ctrlKey: true };
  const off = { inText: false, singleKeys: false };

  it('toggles with Space, extends with Shift and the arrows, takes everybody with Ctrl A', () => {
    expect(intentOf(press(' ', 'Space'), desk)).toEqual({ do: 'toggle' });
    expect(intentOf(press('ArrowDown', 'ArrowDown', { shiftKey: true }), desk)).toEqual({ do: 'extend-next' });
    expect(intentOf(press('ArrowUp', 'ArrowUp', { shiftKey: true }), desk)).toEqual({ do: 'extend-previous' });
    expect(intentOf(press('a', 'KeyQ', ctrl), desk)).toEqual({ do: 'select-all' });
  });

  it('leaves a field its spaces, its selection and its arrows', () => {
    expect(intentOf(press(' ', 'Space'), field)).toBeNull();
    expect(intentOf(press('a', 'KeyQ', ctrl), field)).toBeNull();
    expect(intentOf(press('ArrowDown', 'ArrowDown', { shiftKey: true }), field)).toBeNull();
  });

  it('leaves Ctrl A to the call where letters need Ctrl, and a digit of the pad to the call', () => {
    expect(intentOf(press('a', 'KeyQ', ctrl), off)).toEqual({ do: 'call', received: false });
    expect(intentOf(press('ArrowDown', 'Numpad2', { shiftKey: true }), desk)).toEqual({ do: 'digit', digit: 2 });
  });

  it('exports with E, prints with Ctrl P, from a field too', () => {
    expect(intentOf(press('e', 'KeyE'), desk)).toEqual({ do: 'export' });
    expect(intentOf(press('e', 'KeyE'), field)).toBeNull();
    expect(intentOf(press('e', 'KeyE', ctrl), off)).toEqual({ do: 'export' });
    expect(intentOf(press('p', 'KeyP'), desk)).toBeNull();
    for (const context of [desk, field, off]) {
      expect(intentOf(press('p', 'KeyP', ctrl), context)).toEqual({ do: 'print' });
    }
  });
});

describe('commands', () => {
  it('reaches the palette and the lock from everywhere, undo from outside a field', () => {
    expect(intentOf(press('k', 'KeyK', { ctrlKey: true }), field)).toEqual({ do: 'palette' });
    expect(intentOf(press('k', 'KeyK', { ctrlKey: true }), { inText: false, singleKeys: false })).toEqual({
      do: 'palette',
    });
    expect(intentOf(press('l', 'KeyL', { ctrlKey: true }), field)).toEqual({ do: 'lock' });
    expect(intentOf(press('z', 'KeyW', { ctrlKey: true }), desk)).toEqual({ do: 'undo' });
    expect(intentOf(press('z', 'KeyW', { ctrlKey: true }), field)).toBeNull();
  });

  it('confirms with Enter, and with Ctrl from a note; Escape always leaves', () => {
    expect(intentOf(press('Enter', 'Enter'), desk)).toEqual({ do: 'confirm' });
    expect(intentOf(press('Enter', 'Enter'), field)).toBeNull();
    expect(intentOf(press('Enter', 'Enter', { ctrlKey: true }), field)).toEqual({ do: 'confirm' });
    expect(intentOf(press('Escape', 'Escape'), field)).toEqual({ do: 'leave' });
  });

  it('moves with arrows and letters alike', () => {
    expect(intentOf(press('ArrowDown', 'ArrowDown'), desk)).toEqual({ do: 'next' });
    expect(intentOf(press('j', 'KeyJ'), desk)).toEqual({ do: 'next' });
    expect(intentOf(press('k', 'KeyK'), desk)).toEqual({ do: 'previous' });
    expect(intentOf(press('ArrowDown', 'ArrowDown'), field)).toBeNull();
  });

  it('writes keys as they must be pressed', () => {
    expect(keyLabel('A', true)).toBe('A');
    expect(keyLabel('A', false)).toBe('Ctrl A');
  });
});

describe('moving in the list', () => {
  it('stays inside it', () => {
    expect(targetIndex({ do: 'next' }, 4, 4, 5, 10)).toBe(4);
    expect(targetIndex({ do: 'previous' }, 0, 0, 5, 10)).toBe(0);
    expect(targetIndex({ do: 'page-down' }, 1, 1, 100, 10)).toBe(11);
    expect(targetIndex({ do: 'last' }, 1, 1, 100, 10)).toBe(99);
    expect(targetIndex({ do: 'next' }, 0, -1, 0, 10)).toBeNull();
    expect(targetIndex({ do: 'note' }, 0, 0, 5, 10)).toBeNull();
  });

  it('goes on from the same place when whoever was called was sorted elsewhere', () => {
    for (const at of [-1, 8]) {
      expect(targetIndex({ do: 'next' }, 3, at, 10, 10)).toBe(3);
      expect(targetIndex({ do: 'previous' }, 3, at, 10, 10)).toBe(2);
    }
    // Sorted above: everybody from there to the place stands one row further down.
    expect(targetIndex({ do: 'next' }, 3, 1, 10, 10)).toBe(4);
    expect(targetIndex({ do: 'previous' }, 3, 1, 10, 10)).toBe(3);
  });
});

describe('PIN', () => {
  it('understands the upper row of AZERTY without Shift', () => {
    const at = (key: string, code: string) => digitMeant({ key, code, ctrlKey: false, altKey: false });
    expect(at('&', 'Digit1')).toBe('1');
    expect(at('à', 'Digit0')).toBe('0');
    expect(at('1', 'Digit1')).toBeNull();
    expect(at('a', 'KeyQ')).toBeNull();
    expect(digitMeant({ key: '&', code: 'Digit1', ctrlKey: true, altKey: false })).toBeNull();
  });

  it('is six digits and nothing else', () => {
    expect(isPin('123456')).toBe(true);
    expect(isPin('12345')).toBe(false);
    expect(isPin('12345a')).toBe(false);
    expect(onlyDigits(' 12 a3456789')).toBe('123456');
  });
});

describe('the keys of the queue and of the team', () => {
  const off = { inText: false, singleKeys: false };

  it('skips and comes back with the arrows, whatever the setting', () => {
    for (const context of [desk, off]) {
      expect(intentOf(press('ArrowRight', 'ArrowRight'), context)).toEqual({ do: 'right' });
      expect(intentOf(press('ArrowLeft', 'ArrowLeft'), context)).toEqual({ do: 'left' });
    }
    expect(intentOf(press('ArrowRight', 'ArrowRight'), field)).toBeNull();
  });

  it.each([
    ['f', 'KeyF', 'assign'],
    ['s', 'KeyS', 'write'],
  ] as const)('%s types in a field, and needs Ctrl when single keys are off', (key, code, wanted) => {
    expect(intentOf(press(key, code), desk)).toEqual({ do: wanted });
    expect(intentOf(press(key, code), field)).toBeNull();
    expect(intentOf(press(key, code), off)).toBeNull();
    expect(intentOf(press(key, code, { ctrlKey: true }), off)).toEqual({ do: wanted });
    // Ctrl+F and Ctrl+S stay nobody's where letters need no Ctrl.
    expect(intentOf(press(key, code, { ctrlKey: true }), desk)).toBeNull();
  });
});

describe('the keys of a demande and of who is who', () => {
  it('reads each letter, and the one that takes Shift', () => {
    expect(intentOf(press('q', 'KeyA'), desk)).toEqual({ do: 'who-calls' });
    expect(intentOf(press('m', 'Semicolon'), desk)).toEqual({ do: 'same' });
    expect(intentOf(press('M', 'Semicolon', { shiftKey: true }), desk)).toEqual({ do: 'not-same' });
    expect(intentOf(press('d', 'KeyD'), desk)).toEqual({ do: 'answer' });
    expect(intentOf(press('t', 'KeyT'), desk)).toEqual({ do: 'answered' });
    expect(intentOf(press('i', 'KeyI'), desk)).toEqual({ do: 'unreachable' });
  });

  it('types them in a field, and needs Ctrl when single keys are off', () => {
    const off = { inText: false, singleKeys: false };
    for (const key of ['q', 'm', 'd', 't', 'i']) {
      expect(intentOf(press(key, ''), field)).toBeNull();
      expect(intentOf(press(key, ''), off)).toBeNull();
      expect(intentOf(press(key, '', { ctrlKey: true }), off)).not.toBeNull();
    }
  });
});

describe('a window over the desk', () => {
  it('lets nothing through to the desk but the lock, wherever the focus fell', () => {
    for (const intent of [{ do: 'note' }, { do: 'confirm' }, { do: 'undo' }, { do: 'palette' }] as const) {
      expect(isForDesk(intent, null, true)).toBe(false);
      expect(isForDesk(intent, null, false)).toBe(true);
    }
    expect(isForDesk({ do: 'lock' }, null, true)).toBe(true);
  });
});
