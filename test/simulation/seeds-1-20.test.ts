import { describe } from 'vitest';
import { everyDeed, liveSeeds } from './seeds.ts';

describe('simulation', () => liveSeeds(1, 20, everyDeed));
