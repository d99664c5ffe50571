import { expect, it } from 'vitest';
import { chooseNames, missingPackages, neededPackages, sudoLine } from '../../../tools/system-packages.ts';

const installed = (names: readonly string[]): string => names.map((name) => `install ok installed ${name}`).join('\n');

it('nothing is missing when each is there under one of its names', () => {
  expect(missingPackages(installed(neededPackages.map(([newest]) => newest)))).toEqual([]);
  expect(missingPackages(installed(neededPackages.map((names) => names.at(-1) ?? '')))).toEqual([]);
});

it('removed, half installed and unknown packages are missing', () => {
  const output =
    'deinstall ok config-files xvfb\ninstall ok half-installed dbus\nunknown ok not-installed gnome-keyring';
  expect(missingPackages(output)).toEqual(neededPackages);
});

it('the name is the one that the distribution knows', () => {
  const groups = [['libasound2t64', 'libasound2'], ['xvfb']] as const;
  expect(chooseNames(groups, () => true)).toEqual(['libasound2t64', 'xvfb']);
  expect(chooseNames(groups, (name) => !name.endsWith('t64'))).toEqual(['libasound2', 'xvfb']);
  expect(chooseNames(groups, () => false)).toEqual(['libasound2', 'xvfb']);
});

it('the line to type is one', () => {
  expect(sudoLine(['xvfb', 'dbus'])).toBe('sudo apt-get install -y xvfb dbus');
});
