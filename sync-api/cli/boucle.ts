import type { Minuterie } from '../flux/minuterie.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';

/** Work that comes back: never two runs at once, and the end waits for the one under way. */
export interface Boucle {
  /** Runs now, or as soon as the run under way has ended. */
  tourner(): Promise<void>;
  /** No more runs; resolves when the last one has ended. */
  arreter(): Promise<void>;
}

/**
 * Repeats `run`. A failure is noted once, under `code`, until a run succeeds; a base that another process holds is no
 * failure: the next run finds it free.
 */
export function enBoucle({
  minuterie,
  periodMs,
  journal,
  code,
  run,
}: {
  minuterie: Minuterie;
  periodMs: number;
  journal: Journal;
  code: string;
  run: () => Promise<unknown>;
}): Boucle {
  let current: Promise<void> | null = null;
  let isOver = false;
  let isFailing = false;
  const once = async (): Promise<void> => {
    try {
      await run();
      isFailing = false;
    } catch (error: unknown) {
      if (isBusy(error)) return;
      if (!isFailing) journal.note({ code });
      isFailing = true;
    }
  };
  const start = (): Promise<void> => {
    current = once().finally(() => {
      current = null;
    });
    return current;
  };
  const stop = minuterie.every(periodMs, () => {
    if (current === null && !isOver) void start();
  });
  return {
    tourner: async () => {
      while (current !== null) await current;
      if (!isOver) await start();
    },
    arreter: async () => {
      isOver = true;
      stop();
      while (current !== null) await current;
    },
  };
}
