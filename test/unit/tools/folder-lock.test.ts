import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withFolderLock } from '../../../tools/folder-lock.ts';

const makeLock = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-cfa-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'lock');
};

it('two at once go one after the other', async () => {
  const lock = makeLock();
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise<void>((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all([withFolderLock(lock, 1, work), withFolderLock(lock, 1, work), withFolderLock(lock, 1, work)]);
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

it('the lock of a process that died is taken over', async () => {
  const lock = makeLock();
  mkdirSync(lock);
  // Above the largest process id that Linux gives.
  writeFileSync(join(lock, 'pid'), '4194305');
  expect(await withFolderLock(lock, 1, async () => 'done')).toBe('done');
});

it('a failure leaves no lock behind', async () => {
  const lock = makeLock();
  await expect(withFolderLock(lock, 1, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(existsSync(lock)).toBe(false);
});
