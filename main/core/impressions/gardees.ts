import type { Clock } from '../deps.ts';

/** Sheets that wait for their print window: one is printed at a time, a cancelled one is asked for again. */
const keptImpressions = 5;
/** Long enough for whoever hesitates before the dialog, short enough for a desk that is left. */
export const keptMs = 15 * 60_000;

export interface Gardees<T> {
  keep(id: string, impression: T): void;
  /** undefined when it was prepared too long ago, or after too many others. */
  get(id: string): T | undefined;
}

/** What was frozen to be printed, in memory only. */
export function createGardees<T>(clock: Pick<Clock, 'monotonic'>): Gardees<T> {
  const kept = new Map<string, { impression: T; jusque: number }>();
  const forgetOld = (): void => {
    for (const [id, { jusque }] of kept) if (jusque <= clock.monotonic()) kept.delete(id);
  };
  return {
    keep(id, impression) {
      forgetOld();
      const [oldest] = kept.keys();
      if (kept.size >= keptImpressions && oldest !== undefined) kept.delete(oldest);
      kept.set(id, { impression, jusque: clock.monotonic() + keptMs });
    },
    get(id) {
      forgetOld();
      return kept.get(id)?.impression;
    },
  };
}
