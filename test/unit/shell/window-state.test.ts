import { expect, it } from 'vitest';
import { readWindowState, writeWindowState } from '../../../main/shell/window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const fresh = { position: null, width: 1366, height: 768, maximized: false };

it('a first window, or an unreadable file, has the usual size', () => {
  for (const text of [null, '', '{', '[]', '{"width":"a"}']) expect(readWindowState(text, screens)).toEqual(fresh);
});

it('a window comes back as it was left', () => {
  const bounds = { x: 100, y: 50, width: 1400, height: 900 };
  expect(readWindowState(writeWindowState(bounds, true), screens)).toEqual({
    position: { x: 100, y: 50 },
    width: 1400,
    height: 900,
    maximized: true,
  });
});

it('a window on a screen that is gone comes back where it can be seen', () => {
  const bounds = { x: 2500, y: 50, width: 1400, height: 900 };
  expect(readWindowState(writeWindowState(bounds, false), screens).position).toBeNull();
});

it('a window is never smaller than the screens are drawn for', () => {
  const bounds = { x: 0, y: 0, width: 300, height: 200 };
  expect(readWindowState(writeWindowState(bounds, false), screens)).toMatchObject({ width: 1024, height: 700 });
});
