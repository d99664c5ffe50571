// For the type of createRateLimit: TypeScript 7 misses the augmentation otherwise.
import '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tropDeRequetes } from './errors.ts';

interface Fenetre {
  max: number;
  /** Milliseconds. */
  timeWindow: number;
  /** Whose requests are counted together. */
  keyGenerator: (request: FastifyRequest) => string;
}

/**
 * Counts the requests of a route. Needs @fastify/rate-limit on the instance.
 *
 * @returns counts one; throws TROP_DE_REQUETES with Retry-After beyond `max` in the window
 */
export const createLimite = (app: FastifyInstance, fenetre: Fenetre): ((request: FastifyRequest) => Promise<void>) => {
  const count = app.createRateLimit(fenetre);
  return async (request) => {
    const state = await count(request);
    if (!state.isAllowed && state.isExceeded) throw tropDeRequetes(state.ttlInSeconds);
  };
};
