import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const holderOf = async (lock: string): Promise<number | null> => {
  try {
    const pid = Number.parseInt(await readFile(join(lock, 'pid'), 'utf8'), 10);
    return Number.isInteger(pid) ? pid : null;
  } catch {
    return null;
  }
};

const tryTake = async (lock: string): Promise<boolean> => {
  try {
    await mkdir(lock);
  } catch {
    return false;
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
};

/**
 * Runs `work` while holding `lock`, a folder: making one is atomic everywhere. The lock of a process that died is
 * taken over; a folder without a pid for a whole poll belongs to one that died between the two writes.
 */
export const withFolderLock = async <T>(lock: string, pollMs: number, work: () => Promise<T>): Promise<T> => {
  let anonymousPolls = 0;
  while (!(await tryTake(lock))) {
    const holder = await holderOf(lock);
    anonymousPolls = holder === null ? anonymousPolls + 1 : 0;
    if (anonymousPolls > 2 || (holder !== null && !isAlive(holder))) await rm(lock, { recursive: true, force: true });
    else await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
};
