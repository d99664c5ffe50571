import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSelfCheckProfile, removeSelfCheckProfile } from '../../../main/shell/self-check-profile.ts';

/** As Windows does while a file is open. */
const busy = (): void => {
  throw Object.assign(new Error('busy'), { code: 'EBUSY' });
};

const nowMs = Date.UTC(2026, 4, 4, 10);
const minuteMs = 60_000;
let parent = '';

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'rappel-profil-test-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

const folderOfAge = (name: string, ageMs: number): string => {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'base.sqlite'), 'x');
  const seconds = (nowMs - ageMs) / 1000;
  utimesSync(folder, seconds, seconds);
  return folder;
};

it('is a new folder, and removed with what it holds', () => {
  const folder = makeSelfCheckProfile(parent, nowMs);
  expect(readdirSync(parent)).toEqual([basename(folder)]);
  writeFileSync(join(folder, 'x'), 'x');
  removeSelfCheckProfile(folder);
  expect(readdirSync(parent)).toEqual([]);
});

it('removes those that are older than an hour, and nothing else', () => {
  const old = folderOfAge('rappel-cfa-verification-vieux', 61 * minuteMs);
  const recent = folderOfAge('rappel-cfa-verification-recent', 59 * minuteMs);
  const other = folderOfAge('rappel-cfa-app', 61 * minuteMs);
  const link = join(parent, 'rappel-cfa-verification-lien');
  symlinkSync(other, link);
  makeSelfCheckProfile(parent, nowMs);
  expect([old, recent, other, join(other, 'base.sqlite'), link].map((path) => existsSync(path))).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
});

it('never removes a folder it did not name', () => {
  const profile = folderOfAge('Rappel CFA', 0);
  removeSelfCheckProfile(profile);
  expect(existsSync(profile)).toBe(true);
});

it('a folder that the system holds stays, and stops neither this check nor the next', () => {
  const held = folderOfAge('rappel-cfa-verification-tenu', 61 * minuteMs);
  expect(() => removeSelfCheckProfile(held, busy)).not.toThrow();
  expect(existsSync(makeSelfCheckProfile(parent, nowMs, busy))).toBe(true);
  expect(existsSync(held)).toBe(true);
});
