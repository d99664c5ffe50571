// For the type of createRateLimit: TypeScript 7 misses the augmentation otherwise.
import '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressKey } from '../adresse.ts';
import { tropDeRequetes } from '../errors.ts';
import { createLimite } from '../limite.ts';

const windowMs = 15 * 60_000;
const minuteMs = 60_000;
/**
 * Failures on one account from everywhere, as a multiple of what one address may fail: high enough that a stranger
 * does not lock a director out, low enough that many addresses together guess no password.
 */
export const parCompteFactor = 20;

/** Failed tries at sign-in, code and link, and strangers at the door of the API (SECURITY, Who). */
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
  /** @throws Refusal TROP_DE_REQUETES with Retry-After when this address was refused too often in this minute */
  checkStranger(request: FastifyRequest): Promise<void>;
  /** Counts a request of the API that was refused for want of a right token and proof. */
  countStranger(request: FastifyRequest): Promise<void>;
  /** Counts a sign-in that begins. @throws Refusal TROP_DE_REQUETES with Retry-After beyond the limit of its address */
  countConnexion(request: FastifyRequest): Promise<void>;
}

export interface LimitesMax {
  /** Failed tries on one account from one address, in a quarter of an hour. */
  parCompte: number;
  /** Failed tries from one address, in a quarter of an hour. */
  parAdresse: number;
  /** Refused requests from one address, in a minute. */
  echecs: number;
  /** Sign-ins begun from one address, in a minute. */
  connexions: number;
}

/** Needs @fastify/rate-limit registered with `global: false`. */
export function createLimites(app: FastifyInstance, max: LimitesMax): Limites {
  // The plugin reads its key from the request; the account is only known once the form was parsed.
  const comptes = new WeakMap<FastifyRequest, string>();
  const limit = (byRequest: (request: FastifyRequest) => string, count: number, timeWindow = windowMs) =>
    app.createRateLimit({ max: count, timeWindow, keyGenerator: byRequest });
  const compteOf = (request: FastifyRequest): string => comptes.get(request) ?? '';
  const byCompteHere = limit((request) => `cpt:${addressKey(request.ip)} ${compteOf(request)}`, max.parCompte);
  const byCompte = limit((request) => `tot:${compteOf(request)}`, max.parCompte * parCompteFactor);
  const byAddress = limit((request) => `ip:${addressKey(request.ip)}`, max.parAdresse);
  const byStranger = limit((request) => addressKey(request.ip), max.echecs, minuteMs);
  const byConnexion = createLimite(app, {
    max: max.connexions,
    timeWindow: minuteMs,
    keyGenerator: (request) => addressKey(request.ip),
  });
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
      const limits = compte === null ? [byAddress] : [byCompteHere, byCompte, byAddress];
      const keys: string[] = [];
      try {
        for (const one of limits) {
          const state = await one(request, { increment: false });
          if (!state.isAllowed && state.remaining <= (running.get(state.key) ?? 0))
            throw tropDeRequetes(state.ttlInSeconds);
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
    async checkStranger(request) {
      const state = await byStranger(request, { increment: false });
      if (!state.isAllowed && state.remaining <= 0) throw tropDeRequetes(state.ttlInSeconds);
    },
    async countStranger(request) {
      await byStranger(request);
    },
    countConnexion: byConnexion,
  };
}
