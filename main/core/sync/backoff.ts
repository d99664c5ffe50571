import type { Random } from '../deps.ts';

/** 5 s, 10 s, 20 s … 300 s, each spread by ± 20 % so that a whole town does not come back in the same second. */
const firstMs = 5_000;
const lastMs = 300_000;
export const pollMs = 60_000;

const spread = (delayMs: number, random: Random): number => Math.round(delayMs * (0.8 + 0.4 * random.fraction()));

export const retryDelayMs = (failures: number, random: Random): number =>
  spread(Math.min(lastMs, firstMs * 2 ** Math.max(0, failures - 1)), random);

export const pollDelayMs = (random: Random): number => spread(pollMs, random);
