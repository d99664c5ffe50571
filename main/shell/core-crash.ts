import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { bugCode } from '../core/bug.ts';
import type { Clock } from '../core/deps.ts';
import { createJournal } from '../core/journal/journal.ts';

export interface CrashWatchOptions {
  /** The process of the core. */
  process: EventEmitter;
  clock: Clock;
  exit(code: number): void;
}

export interface CrashWatch {
  /** From here on a crash is written in the journal of this data folder. */
  keepIn(dataFolder: string): void;
}

/**
 * The last guard of the core's process. Left alone, Node would print the error with its message, which may quote a
 * person's data, and a rejection that nobody heard would leave a core in an unknown state. The shell starts another one.
 */
export const watchCrashes = ({ process, clock, exit }: CrashWatchOptions): CrashWatch => {
  let folder: string | null = null;
  const crash = (error: unknown): void => {
    try {
      if (folder !== null)
        createJournal({ folder: join(folder, 'journal'), clock }).write('ARRET_ERREUR', { id: bugCode(error) });
    } finally {
      exit(1);
    }
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  return {
    keepIn(dataFolder) {
      folder = dataFolder;
    },
  };
};
