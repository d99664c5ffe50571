import { expect, it } from 'vitest';
import { createRappels } from '../../../main/shell/rappels.ts';

const make = () => {
  const done: string[] = [];
  const state = { wanted: true, focused: false };
  const presses: (() => void)[] = [];
  const rappels = createRappels({
    isWanted: () => state.wanted,
    isFocused: () => state.focused,
    notify: (titre, texte, onPress) => {
      done.push(`${titre} / ${texte}`);
      presses.push(onPress);
      return () => void done.push('removed');
    },
    openAppels: () => void done.push('appels'),
  });
  return { rappels, done, state, presses };
};

it('says how many and nothing else, the newest in the place of the one before', () => {
  const { rappels, done } = make();
  rappels.due(1);
  rappels.due(3);
  expect(done).toEqual([
    'Un rappel promis est à faire / Cliquer pour ouvrir les appels.',
    'removed',
    '3 rappels promis sont à faire / Cliquer pour ouvrir les appels.',
  ]);
});

it('opens the queue when it is pressed', () => {
  const { rappels, done, presses } = make();
  rappels.due(2);
  presses[0]?.();
  expect(done.at(-1)).toBe('appels');
});

it.each([
  ['where nobody wants it', { wanted: false, focused: false }, 2],
  ['to somebody who looks at the window', { wanted: true, focused: true }, 2],
  ['about nothing', { wanted: true, focused: false }, 0],
])('is not told %s', (_, state, nombre) => {
  const { rappels, done, state: held } = make();
  Object.assign(held, state);
  rappels.due(nombre);
  expect(done).toEqual([]);
});
