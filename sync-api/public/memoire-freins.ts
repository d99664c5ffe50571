import { createHmac } from 'node:crypto';
import type fastifyRateLimit from '@fastify/rate-limit';
import type { Clock, Random } from '../context.ts';

type Magasin = fastifyRateLimit.FastifyRateLimitStore;
type Suite = (error: Error | null, result?: { current: number; ttl: number }) => void;

interface Compte {
  nombre: number;
  finMs: number;
}

/** Beyond, the oldest are forgotten first: an attack from many addresses must not fill the memory. */
const comptesMax = 200_000;

/**
 * What the throttles remember: counts, under keyed digests of addresses and mailboxes, each until its window is over.
 * The digests are made with a secret of this process: nothing of it can be read back, here or in a dump. The store of
 * the library keeps them as they are, and for as long as fewer than 5,000 others come.
 */
export class MemoireFreins {
  readonly #clock: Clock;
  readonly #secret: Uint8Array;
  readonly #max: number;
  readonly #comptes = new Map<string, Compte>();

  constructor({ clock, random, max = comptesMax }: { clock: Clock; random: Random; max?: number }) {
    this.#max = max;
    this.#clock = clock;
    this.#secret = random.bytes(32);
  }

  /** Entries that are remembered. */
  get taille(): number {
    return this.#comptes.size;
  }

  /** Forgets what is over. To be called every minute: on a quiet intake no request comes to do it. */
  balayer(): void {
    const now = this.#clock.now().getTime();
    for (const [cle, { finMs }] of this.#comptes) if (finMs <= now) this.#comptes.delete(cle);
  }

  /** For the `store` of @fastify/rate-limit. */
  get magasin(): fastifyRateLimit.FastifyRateLimitStoreCtor {
    const compter = (cle: string, fenetreMs: number) => this.#compter(cle, fenetreMs);
    const lire = (cle: string) => this.#lire(cle);
    return class implements Magasin {
      incr(cle: string, done: Suite, fenetre = 0): void {
        done(null, compter(cle, fenetre));
      }

      read(cle: string, done: Suite): void {
        done(null, lire(cle));
      }

      child(): Magasin {
        return this;
      }
    };
  }

  #empreinte(cle: string): string {
    return createHmac('sha256', this.#secret).update(cle).digest('base64');
  }

  #compter(cle: string, fenetreMs: number): { current: number; ttl: number } {
    const now = this.#clock.now().getTime();
    const empreinte = this.#empreinte(cle);
    const known = this.#comptes.get(empreinte);
    const compte = known === undefined || known.finMs <= now ? { nombre: 0, finMs: now + fenetreMs } : known;
    compte.nombre += 1;
    if (compte !== known) {
      // Set anew, so that the first of the map is always the oldest.
      this.#comptes.delete(empreinte);
      this.#comptes.set(empreinte, compte);
      const [oldest] = this.#comptes.keys();
      if (this.#comptes.size > this.#max && oldest !== undefined) this.#comptes.delete(oldest);
    }
    return { current: compte.nombre, ttl: compte.finMs - now };
  }

  #lire(cle: string): { current: number; ttl: number } {
    const now = this.#clock.now().getTime();
    const compte = this.#comptes.get(this.#empreinte(cle));
    return compte === undefined || compte.finMs <= now
      ? { current: 0, ttl: 0 }
      : { current: compte.nombre, ttl: compte.finMs - now };
  }
}
