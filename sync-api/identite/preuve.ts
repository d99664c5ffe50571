import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../context.ts';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';

/** How far a proof's `iat` may be from our clock. The poste dates its proofs by the last `Date` we sent it. */
export const proofWindowMs = 300_000;

const claims = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  jti: z.string().min(8).max(200),
  ath: z.string().optional(),
});
const header = z.object({ jwk: z.looseObject({ kty: z.string() }) });

export type ProofRefusal = 'ABSENTE' | 'ILLISIBLE' | 'METHODE' | 'ADRESSE' | 'HORLOGE' | 'JETON' | 'REJOUEE';
export type ProofResult = { ok: true; jkt: string } | { ok: false; raison: ProofRefusal };

/** What tells a proof from another one of the same key. */
export interface ProofMark {
  value: string;
  issuedMs: number;
}
export type ProofRead = { ok: true; jkt: string; mark: ProofMark } | { ok: false; raison: ProofRefusal };

export interface ProofExpectation {
  /** Value of the `DPoP` header. */
  proof: string | undefined;
  method: string;
  /** Origin and path of the request; query and fragment are ignored on both sides (RFC 9449 4.3). */
  url: string;
  /** The access token it goes with; null at the token endpoint. */
  accessToken: string | null;
}

/** Verifies DPoP proofs (RFC 9449 4.3) and lets none through twice. */
export class Preuves {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  /** Marks that met the writer lock, with the instant after which they are of no use. */
  readonly #waiting = new Map<string, number>();

  constructor(deps: { db: Kysely<Tables>; clock: Clock }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
  }

  /** The whole verification: what the proof says, then that it was never used. */
  async verify(expectation: ProofExpectation): Promise<ProofResult> {
    const read = await this.read(expectation);
    if (!read.ok) return read;
    return (await this.use(read.mark)) ? { ok: true, jkt: read.jkt } : { ok: false, raison: 'REJOUEE' };
  }

  /** What the proof says, writing nothing: anybody may make a proof. Call `use` once its key is known to be ours. */
  async read({ proof, method, url, accessToken }: ProofExpectation): Promise<ProofRead> {
    if (proof === undefined || proof === '') return { ok: false, raison: 'ABSENTE' };
    const read = await this.#parse(proof);
    if (read === null) return { ok: false, raison: 'ILLISIBLE' };
    const { jkt, payload } = read;
    if (payload.htm !== method) return { ok: false, raison: 'METHODE' };
    if (withoutQuery(payload.htu) !== withoutQuery(url)) return { ok: false, raison: 'ADRESSE' };
    const now = this.#clock.now().getTime();
    if (Math.abs(now - payload.iat * 1000) > proofWindowMs) return { ok: false, raison: 'HORLOGE' };
    if (accessToken !== null && payload.ath !== tokenHash(accessToken)) return { ok: false, raison: 'JETON' };
    return { ok: true, jkt, mark: { value: `${jkt}:${payload.jti}`, issuedMs: payload.iat * 1000 } };
  }

  async #parse(proof: string): Promise<{ jkt: string; payload: z.infer<typeof claims> } | null> {
    try {
      // Time is judged by our own clock below, not by jose's.
      const verified = await jwtVerify(proof, EmbeddedJWK, {
        algorithms: ['ES256', 'Ed25519', 'EdDSA'],
        typ: 'dpop+jwt',
        currentDate: this.#clock.now(),
      });
      const payload = claims.safeParse(verified.payload);
      const protectedHeader = header.safeParse(verified.protectedHeader);
      if (!payload.success || !protectedHeader.success) return null;
      return { jkt: await calculateJwkThumbprint(protectedHeader.data.jwk), payload: payload.data };
    } catch {
      return null;
    }
  }

  /**
   * Marks a proof as used. While an import holds the writer lock the mark waits in memory, so that a reader need not
   * wait: this process is the only one that takes proofs.
   *
   * @returns false when it was used before
   */
  async use({ value, issuedMs }: ProofMark): Promise<boolean> {
    const jti = createHash('sha256').update(value).digest('hex');
    if (this.#waiting.has(jti)) return false;
    // Past this instant the window refuses it anyway, so the mark may go.
    const expireMs = issuedMs + 2 * proofWindowMs;
    try {
      const inserted = await this.#db
        .insertInto('preuve_vue')
        .values({ jti, expire_le: new Date(expireMs).toISOString() })
        .onConflict((conflict) => conflict.column('jti').doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1;
    } catch (error: unknown) {
      if (!isBusy(error)) throw error;
    }
    const seen = await this.#db.selectFrom('preuve_vue').select('jti').where('jti', '=', jti).executeTakeFirst();
    if (seen !== undefined || this.#waiting.has(jti)) return false;
    const now = this.#clock.now().getTime();
    for (const [known, untilMs] of this.#waiting) if (untilMs < now) this.#waiting.delete(known);
    this.#waiting.set(jti, expireMs);
    return true;
  }
}

const tokenHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('base64url');

function withoutQuery(value: string): string | null {
  const url = URL.parse(value);
  return url === null ? null : `${url.origin}${url.pathname}`;
}
