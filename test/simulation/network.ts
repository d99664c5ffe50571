import { z } from 'zod';
import type { AuthorizedFetch } from '../../main/core/session/authorized-fetch.ts';
import { type ErrorCode, errorCode, failure, success } from '../../shared/contract/errors.ts';
import type { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';
import type { SimServer } from './sim-server.ts';

/** How often each thing goes wrong; all zero once the world is healed. */
export interface Mood {
  /** The request never arrives. */
  drop: number;
  /** The request arrives, the answer does not: the worst case, since something was done. */
  loseAnswer: number;
  /** The request arrives twice. */
  repeat: number;
  /** The body of the answer stops anywhere. */
  cut: number;
  /** Minutes pass before the answer. */
  delay: number;
}

export const calm: Mood = { drop: 0, loseAnswer: 0, repeat: 0, cut: 0, delay: 0 };

const refusal = z.object({ code: errorCode });
const sessionCodes: readonly ErrorCode[] = ['SESSION_EXPIREE', 'POSTE_REVOQUE', 'COMPTE_SUSPENDU'];

/**
 * The network between one poste and the server, as the engine sees it (AuthorizedFetch).
 * `onServerTime` is what the product's own fetch does with the Date header.
 */
export function createNetwork(parts: {
  server: () => SimServer;
  name: string;
  random: Seeded;
  clock: WorldClock;
  mood: () => Mood;
  onServerTime: () => void;
}): AuthorizedFetch {
  const { random, clock } = parts;
  const send = (path: string, init: { method?: string; body?: string }) =>
    parts.server().request(parts.name, path, init.method ?? 'GET', init.body);
  return async (path, init = {}) => {
    const mood = parts.mood();
    if (random.chance(mood.drop)) return failure('HORS_LIGNE');
    let answer = await send(path, init);
    if (random.chance(mood.repeat)) answer = await send(path, init);
    if (random.chance(mood.delay)) clock.advance(random.below(20) * 60_000);
    if (random.chance(mood.loseAnswer)) return failure('HORS_LIGNE');
    parts.onServerTime();
    if (answer.status === 401 || answer.status === 403) {
      const parsed = refusal.safeParse(JSON.parse(answer.body.toString('utf8')));
      if (parsed.success && sessionCodes.includes(parsed.data.code)) return failure(parsed.data.code);
    }
    const isCut = answer.status === 200 && random.chance(mood.cut);
    const body = isCut ? answer.body.subarray(0, random.below(answer.body.length)) : answer.body;
    return success(new Response(answer.status === 204 ? null : Uint8Array.from(body), { status: answer.status }));
  };
}
