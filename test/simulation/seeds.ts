import { afterAll, expect, test } from 'vitest';
import type { Deed } from './ledger.ts';
import { runSeed } from './one-seed.ts';

const seedsPerTest = 10;
const steps = 25;
/** A schedule that never does one of these would prove nothing about it. */
export const everyDeed: readonly Deed[] = [
  'undo',
  'undo-flown',
  'correction',
  'merge',
  'erasure',
  'restore',
  'during-exchange',
  'export',
  'deposit',
  'proof',
  'change',
  'cancel',
  'crash-between-commits',
  'answer',
  'answer-twice',
  'held-again',
  'answered-by-call',
  'merge-demande',
  'creneau',
  'creneau-moved',
  'creneau-shrunk',
  'creneau-cancelled',
  'booking',
  'booking-cancelled',
  'presence',
  'chosen',
  'family-moves',
  'family-cancels',
  'waited',
  'offered',
  'offer-expired',
  'assigned',
  'claimed',
  'handed-over',
  'written-to',
  'planned',
  'snoozed',
  'skipped',
  'lot-killed',
  'lot-killed-midway',
  'lot-undone',
  'shared',
  'shared-twice',
  'renamed-label',
  'outdone',
];

/**
 * Declares the tests of a run of seeds: twenty in every check, forty more in `npm test`.
 *
 * @param reaching what they must have done between them
 */
export function liveSeeds(from: number, to: number, reaching: readonly Deed[] = []): void {
  const deeds = new Map<string, number>();
  for (let first = from; first <= to; first += seedsPerTest) {
    const last = Math.min(to, first + seedsPerTest - 1);
    test(`seeds ${first} to ${last}: nothing lost, nothing doubled, every replica equal`, async () => {
      let actes = 0;
      let crashes = 0;
      for (let seed = first; seed <= last; seed++) {
        const outcome = await runSeed(seed, steps);
        actes += outcome.onServer;
        crashes += outcome.crashes;
        for (const [deed, times] of outcome.deeds) deeds.set(deed, (deeds.get(deed) ?? 0) + times);
      }
      expect(actes).toBeGreaterThan(100);
      expect(crashes).toBeGreaterThan(10);
    });
  }
  afterAll(() => {
    for (const deed of reaching) expect(deeds.get(deed) ?? 0, deed).toBeGreaterThan(0);
  });
}
