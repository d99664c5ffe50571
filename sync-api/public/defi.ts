import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../context.ts';
import type { Defi } from './pages/champs.ts';

/** A form stays open on a phone for a while; a challenge is of no use to anybody later. */
const dureeMs = 60 * 60_000;
/** Challenges solved in an hour: each cost its author some work, so that this is never reached by people. */
const usesMax = 50_000;

/**
 * The most digests that a browser has to make; half of them on average. The search of the page, by WebCrypto in batches
 * of 250, made 70,000 to 246,000 digests a second in Chromium on a shared core of a server of 2020, and 14,700 to 29,000
 * with its processor slowed down six times, which is slower than a middling phone of 2019: at most 0.7 s there. It stops
 * a script that sends thousands of forms from one page, not who rents machines: those meet the ceilings of freins.ts.
 */
export const digestsMax = 10_000;

/**
 * Proof of work, asked only once throttling has tripped. The challenge carries its own signature, bound to the training
 * and to a date: nothing is kept for those that are never solved, a restart ends them all.
 *
 * Written here because the library of this kind (altcha-lib) reads its own clock and its own randomness, and brings the
 * signing and four key derivations to the browser for what is one loop around SHA-256. The shape is its first one: the
 * server draws the number, so that the search has an end, where a hashcash may last ten times its average.
 */
export class Defis {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #secret: Uint8Array;
  /** Salts of those that were solved, until they end. */
  readonly #uses = new Map<string, number>();

  constructor(deps: { clock: Clock; random: Random }) {
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#secret = deps.random.bytes(32);
  }

  /** A challenge for one deposit on this training. */
  emettre(cle: string): Defi {
    const sel = Buffer.from(this.#random.bytes(12)).toString('base64url');
    const nombre = Buffer.from(this.#random.bytes(4)).readUInt32BE(0) % digestsMax;
    const empreinte = hash('sha256', `${sel}${nombre}`, 'hex');
    const fin = this.#clock.now().getTime() + dureeMs;
    const jeton = [fin.toString(36), sel, empreinte, this.#sign(fin, sel, empreinte, cle)].join('.');
    return { jeton, sel, empreinte, max: digestsMax };
  }

  /** Whether this is the answer to a challenge of ours for this training, in time, and for the first time. */
  accepter(cle: string, jeton: string, preuve: string): boolean {
    const [finLue = '', sel = '', empreinte = '', signature = '', ...rest] = jeton.split('.');
    const fin = Number.parseInt(finLue, 36);
    if (rest.length > 0 || !Number.isSafeInteger(fin) || !/^[0-9]{1,9}$/.test(preuve)) return false;
    if (!equals(signature, this.#sign(fin, sel, empreinte, cle))) return false;
    const now = this.#clock.now().getTime();
    if (now >= fin || this.#uses.has(sel)) return false;
    if (hash('sha256', `${sel}${preuve}`, 'hex') !== empreinte) return false;
    this.#use(sel, fin, now);
    return true;
  }

  #use(sel: string, fin: number, now: number): void {
    for (const [one, ends] of this.#uses) {
      // In order of use, not of end: enough to keep the list short without reading all of it.
      if (ends > now && this.#uses.size < usesMax) break;
      this.#uses.delete(one);
    }
    this.#uses.set(sel, fin);
  }

  #sign(fin: number, sel: string, empreinte: string, cle: string): string {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([fin, sel, empreinte, cle]))
      .digest('base64url');
  }
}

const equals = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};
