import { expect, test } from 'vitest';
import { runSeed } from './one-seed.ts';

const seedsPerTest = 10;
const steps = 60;

/** Declares the tests of a run of seeds; two files share the sixty of every check, so that two processes live them. */
export function liveSeeds(from: number, to: number): void {
  for (let first = from; first <= to; first += seedsPerTest) {
    const last = Math.min(to, first + seedsPerTest - 1);
    test(`seeds ${first} to ${last}: nothing lost, nothing doubled, every replica equal`, async () => {
      let actes = 0;
      let crashes = 0;
      for (let seed = first; seed <= last; seed++) {
        const outcome = await runSeed(seed, steps);
        actes += outcome.onServer;
        crashes += outcome.crashes;
      }
      // A schedule that writes nothing or never crashes would prove nothing.
      expect(actes).toBeGreaterThan(100);
      expect(crashes).toBeGreaterThan(10);
    });
  }
}
