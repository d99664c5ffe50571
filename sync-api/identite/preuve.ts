import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../context.ts';
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

  constructor(deps: { db: Kysely<Tables>; clock: Clock }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
  }

  async verify({ proof, method, url, accessToken }: ProofExpectation): Promise<ProofResult> {
    if (proof === undefined || proof === '') return { ok: false, raison: 'ABSENTE' };
    const read = await this.#read(proof);
    if (read === null) return { ok: false, raison: 'ILLISIBLE' };
    const { jkt, payload } = read;
    if (payload.htm !== method) return { ok: false, raison: 'METHODE' };
    if (withoutQuery(payload.htu) !== withoutQuery(url)) return { ok: false, raison: 'ADRESSE' };
    const now = this.#clock.now().getTime();
    if (Math.abs(now - payload.iat * 1000) > proofWindowMs) return { ok: false, raison: 'HORLOGE' };
    if (accessToken !== null && payload.ath !== tokenHash(accessToken)) return { ok: false, raison: 'JETON' };
    if (!(await this.#firstUse(`${jkt}:${payload.jti}`, payload.iat * 1000))) return { ok: false, raison: 'REJOUEE' };
    return { ok: true, jkt };
  }

  async #read(proof: string): Promise<{ jkt: string; payload: z.infer<typeof claims> } | null> {
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

  async #firstUse(value: string, issuedMs: number): Promise<boolean> {
    const jti = createHash('sha256').update(value).digest('hex');
    // Past this instant the window refuses it anyway, so the row may go.
    const expireLe = new Date(issuedMs + 2 * proofWindowMs).toISOString();
    const inserted = await this.#db
      .insertInto('preuve_vue')
      .values({ jti, expire_le: expireLe })
      .onConflict((conflict) => conflict.column('jti').doNothing())
      .executeTakeFirst();
    return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1;
  }
}

const tokenHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('base64url');

function withoutQuery(value: string): string | null {
  const url = URL.parse(value);
  return url === null ? null : `${url.origin}${url.pathname}`;
}
