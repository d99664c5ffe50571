// For the type of createRateLimit: TypeScript 7 misses the augmentation otherwise.
import '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../errors.ts';

const windowMs = 15 * 60_000;

/** Failed tries at sign-in, code and link, per account and per address (SECURITY, Who). */
export interface Limites {
  /**
   * Runs one try. Only failures are counted: a morning where ten postes sign in locks nobody out.
   *
   * @param compte what names the account on the form, or null when nothing does
   * @throws Refusal TROP_DE_REQUETES with Retry-After when the account or the address has failed too often
   */
  attempt<T>(
    request: FastifyRequest,
    compte: string | null,
    run: () => Promise<{ failed: boolean; value: T }>,
  ): Promise<T>;
}

/** Needs @fastify/rate-limit registered with `global: false`. */
export function createLimites(app: FastifyInstance, max: { parCompte: number; parAdresse: number }): Limites {
  // The plugin reads its key from the request; the account is only known once the form was parsed.
  const comptes = new WeakMap<FastifyRequest, string>();
  const limit = (byRequest: (request: FastifyRequest) => string, count: number) =>
    app.createRateLimit({ max: count, timeWindow: windowMs, keyGenerator: byRequest });
  const byCompte = limit((request) => `cpt:${comptes.get(request) ?? ''}`, max.parCompte);
  const byAddress = limit((request) => `ip:${request.ip}`, max.parAdresse);
  /** Tries under way, by key: a hundred sent at once may not all pass before the first is counted. */
  const running = new Map<string, number>();
  const add = (key: string, change: number): void => {
    const count = (running.get(key) ?? 0) + change;
    if (count > 0) running.set(key, count);
    else running.delete(key);
  };

  return {
    async attempt(request, compte, run) {
      if (compte !== null) comptes.set(request, compte);
      const limits = compte === null ? [byAddress] : [byCompte, byAddress];
      const keys: string[] = [];
      try {
        for (const one of limits) {
          const state = await one(request, { increment: false });
          if (!state.isAllowed && state.remaining <= (running.get(state.key) ?? 0)) {
            throw refuse('TROP_DE_REQUETES', 429, undefined, Math.max(1, state.ttlInSeconds));
          }
          add(state.key, 1);
          keys.push(state.key);
        }
        const { failed, value } = await run();
        if (failed) for (const one of limits) await one(request);
        return value;
      } finally {
        for (const key of keys) add(key, -1);
      }
    },
  };
}
