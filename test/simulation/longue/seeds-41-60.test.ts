import { describe } from 'vitest';
import { liveSeeds } from '../seeds.ts';

describe('simulation', () => liveSeeds(41, 60));
