import { describe, expect, test } from 'vitest';
import { runSeed } from './one-seed.ts';

/** A part of the seeds in every check; `npm run test:simulation -- --graines N --depuis S` runs any others. */
const seeds = 60;
const seedsPerTest = 15;
const steps = 60;

describe('simulation', () => {
  for (let first = 1; first <= seeds; first += seedsPerTest) {
    const last = first + seedsPerTest - 1;
    test(`seeds ${first} to ${last}: nothing lost, nothing doubled, every replica equal`, async () => {
      let actes = 0;
      let crashes = 0;
      for (let seed = first; seed <= last; seed++) {
        const outcome = await runSeed(seed, steps);
        actes += outcome.actes;
        crashes += outcome.crashes;
      }
      // A schedule that writes nothing or never crashes would prove nothing.
      expect(actes).toBeGreaterThan(100);
      expect(crashes).toBeGreaterThan(10);
    });
  }
});
