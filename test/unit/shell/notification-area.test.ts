import { expect, it } from 'vitest';
import { hasNotificationArea } from '../../../main/shell/notification-area.ts';

const refuse = () => Promise.reject(new Error('absent'));

it.each(['win32', 'darwin'])('%s always has one', async (platform) => {
  expect(await hasNotificationArea(platform, refuse)).toBe(true);
});

it.each([
  ['(true,)\n', true],
  ['(false,)\n', false],
])('a Linux bus that answers %j is believed', async (answer, expected) => {
  const asked: string[] = [];
  const ask = async (program: string): Promise<string> => {
    asked.push(program);
    return answer;
  };
  expect(await hasNotificationArea('linux', ask)).toBe(expected);
  expect(asked).toEqual(['gdbus']);
});

it('asks by another program where the first is absent, and takes silence for a no', async () => {
  const other = (program: string): Promise<string> =>
    program === 'gdbus' ? refuse() : Promise.resolve('method return\n   boolean true\n');
  expect(await hasNotificationArea('linux', other)).toBe(true);
  expect(await hasNotificationArea('linux', refuse)).toBe(false);
});
