import { expect, it } from 'vitest';
import { createGlobalShortcut, shortcutKeys } from '../../../main/shell/global-shortcut.ts';

const make = (isFree = true) => {
  const done: string[] = [];
  const state = { isFree };
  let press: (() => void) | null = null;
  const shortcut = createGlobalShortcut({
    register: (keys, onPress) => {
      done.push(`register ${keys}`);
      press = onPress;
      return state.isFree;
    },
    unregister: (keys) => void done.push(`unregister ${keys}`),
    onPress: () => void done.push('pressed'),
  });
  return { shortcut, done, state, press: () => press?.() };
};

it('takes no keys until it is asked to', () => {
  const { shortcut, done } = make();
  shortcut.apply(false);
  shortcut.release();
  expect(shortcut.state()).toBe('absent');
  expect(done).toEqual([]);
});

it('takes them once, and gives them back when the setting goes or the app is left', () => {
  const { shortcut, done, press } = make();
  shortcut.apply(true);
  shortcut.apply(true);
  expect(shortcut.state()).toBe('actif');
  press();
  shortcut.apply(false);
  expect(shortcut.state()).toBe('absent');
  shortcut.apply(true);
  shortcut.release();
  const [register, unregister] = [`register ${shortcutKeys}`, `unregister ${shortcutKeys}`];
  expect(done).toEqual([register, 'pressed', unregister, register, unregister]);
});

it('says that another program has them, gives back what it never had, and tries again', () => {
  const { shortcut, done, state } = make(false);
  shortcut.apply(true);
  expect(shortcut.state()).toBe('pris');
  shortcut.release();
  expect(done).toEqual([`register ${shortcutKeys}`]);
  shortcut.apply(true);
  state.isFree = true;
  shortcut.apply(true);
  expect(shortcut.state()).toBe('actif');
});
