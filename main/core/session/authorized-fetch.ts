import { z } from 'zod';
import { type ErrorCode, errorCode, failure, type Result, success } from '../../../shared/contract/errors.ts';
import { clientVersionHeader, epochHeader } from '../../../shared/contract/sync.ts';
import type { Clock, Random } from '../deps.ts';
import type { ServerTime } from './server-time.ts';
import type { AccessToken, SessionTokens } from './session-tokens.ts';

export interface AuthorizedInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/**
 * One authenticated exchange with the sync API: `path` is below the configured authority ('/v1/flux').
 * Adds the access token and its proof of possession, refreshes once when the token died, and keeps the server's time.
 * Failures: HORS_LIGNE (no answer), ANNULE (the caller's signal), SESSION_EXPIREE, POSTE_REVOQUE, COMPTE_SUSPENDU.
 * Any other status, 426 included, is a success here: its body belongs to the caller.
 */
export type AuthorizedFetch = (path: string, init?: AuthorizedInit) => Promise<Result<Response>>;

export interface AuthorizedFetchDeps {
  serveur: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  version: string;
  serverTime: ServerTime;
  tokens: Pick<SessionTokens, 'access' | 'discard' | 'deviceKey'>;
  random: Random;
  /** Told of each exchange that proves where the session stands: null when the server took it. */
  onVerdict(refusal: Verdict | null): void;
  /** The sync API itself took this session, just now: what the bail is renewed by. */
  onProven(): void;
}

export const sessionRefusals = ['SESSION_EXPIREE', 'POSTE_REVOQUE', 'COMPTE_SUSPENDU'] as const;
export type SessionRefusal = (typeof sessionRefusals)[number];
export const sessionRefusal = z.enum(sessionRefusals);

export interface Verdict {
  code: SessionRefusal;
  /** The director said that this PC was lost or stolen: it must not keep what it holds. */
  isLost: boolean;
}

/** Until the headers; a body may last as long as its caller wants (pull, live). */
const answerMs = 30_000;
const refusalBody = z.object({ code: errorCode, details: z.object({ revocation: z.string().optional() }).optional() });

interface Told {
  code: ErrorCode | null;
  isLost: boolean;
}

async function readRefusal(response: Response): Promise<Told> {
  try {
    const { code, details } = refusalBody.parse(await response.clone().json());
    return { code, isLost: code === 'POSTE_REVOQUE' && details?.revocation === 'perdu' };
  } catch {
    return { code: null, isLost: false };
  }
}

export function createAuthorizedFetch(deps: AuthorizedFetchDeps): AuthorizedFetch {
  async function send(path: string, init: AuthorizedInit, access: AccessToken): Promise<Result<Response>> {
    const url = `${deps.serveur}${path}`;
    const method = init.method ?? 'GET';
    const proof = await access.key.proof({
      method,
      url,
      accessToken: access.token,
      nowMs: deps.serverTime.now(),
    });
    const answered = new AbortController();
    const late = new AbortController();
    deps.clock.sleep(answerMs, answered.signal).then(
      () => late.abort(),
      () => undefined,
    );
    let response: Response;
    try {
      response = await deps.fetch(url, {
        method,
        headers: {
          ...init.headers,
          authorization: `DPoP ${access.token}`,
          dpop: proof,
          [clientVersionHeader]: deps.version,
        },
        redirect: 'error',
        signal: init.signal === undefined ? late.signal : AbortSignal.any([init.signal, late.signal]),
        ...(init.body === undefined ? {} : { body: init.body }),
      });
    } catch {
      return failure(init.signal?.aborted === true ? 'ANNULE' : 'HORS_LIGNE');
    } finally {
      answered.abort();
    }
    deps.serverTime.observe(response.headers.get('date'));
    return success(response);
  }

  function refused(code: SessionRefusal, isLost = false): Result<never> {
    deps.onVerdict({ code, isLost });
    return failure(code);
  }

  /**
   * A refused refresh token says nothing of the reason. The resource side does, to whoever proves to hold the poste's
   * key: it is asked with a token that cannot exist.
   */
  async function whyDead(): Promise<Result<never>> {
    const key = await deps.tokens.deviceKey();
    if (key === null) return refused('SESSION_EXPIREE');
    const answer = await send('/v1/session', {}, { token: `fin-${deps.random.uuid()}`, key });
    const { code, isLost } = answer.ok ? await readRefusal(answer.value) : { code: null, isLost: false };
    return refused(code === 'POSTE_REVOQUE' || code === 'COMPTE_SUSPENDU' ? code : 'SESSION_EXPIREE', isLost);
  }

  async function attempt(path: string, init: AuthorizedInit, isLast: boolean): Promise<Result<Response> | 'again'> {
    const access = await deps.tokens.access();
    if (!access.ok) {
      const known = sessionRefusal.safeParse(access.error.code);
      if (!known.success) return access;
      return known.data === 'SESSION_EXPIREE' ? whyDead() : refused(known.data);
    }
    const sent = await send(path, init, access.value);
    if (!sent.ok) return sent;
    const { status } = sent.value;
    if (status !== 401 && status !== 403) {
      // A captive portal answers 200, a gateway 502: only an answer that carries the server's epoch is the sync API's.
      if (sent.value.ok && sent.value.headers.has(epochHeader)) {
        deps.onProven();
        deps.onVerdict(null);
      }
      return sent;
    }
    const { code, isLost } = await readRefusal(sent.value);
    if (code === 'POSTE_REVOQUE' || code === 'COMPTE_SUSPENDU') return refused(code, isLost);
    if (status === 403) return sent;
    // The proof may have been dated by a wrong clock, which this very answer has just corrected; else the token died.
    if (code === 'PREUVE_INVALIDE') return isLast ? failure('PREUVE_INVALIDE') : 'again';
    deps.tokens.discard(access.value.token);
    return isLast ? refused('SESSION_EXPIREE') : 'again';
  }

  return async (path, init = {}) => {
    const first = await attempt(path, init, false);
    if (first !== 'again') return first;
    const second = await attempt(path, init, true);
    return second === 'again' ? failure('SESSION_EXPIREE') : second;
  };
}
