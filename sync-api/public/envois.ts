import { createHmac } from 'node:crypto';
import type { Clock, Random } from '../context.ts';
import type { Saisie } from './saisie.ts';

/** What follows a form that was taken: done, or its address is to be confirmed first. */
export type Suite = 'merci' | 'a-confirmer';

/** Longer than a form stays open. */
const dureeMs = 24 * 60 * 60_000;
/** Forms of a day; beyond, the oldest are forgotten first. */
const envoisMax = 50_000;

/**
 * Forms that were sent, so that one that comes twice (two presses, a page sent again) is taken once and answered alike:
 * the place that it took must not be why it is told that none is left. The same page and the same answers are one form;
 * a page drawn anew, or an answer that was changed, is another. Digests under a secret of this process, in memory: a
 * restart only forgets who was already thanked.
 */
export class Envois {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #secret: Uint8Array;
  readonly #pris = new Map<string, { finMs: number; suite: Promise<Suite | null> }>();

  constructor(deps: { clock: Clock; random: Random }) {
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#secret = deps.random.bytes(32);
  }

  /** Names one drawing of the form. */
  emettre(): string {
    return this.#random.uuid();
  }

  /**
   * Takes a form, unless it was taken: then it is answered as it was. Sent twice at once, the second waits for the first.
   *
   * @param prendre answers `suite` null, or throws, when nothing was taken: it may be sent again
   */
  async prendre<T extends { suite: Suite | null }>(
    saisie: Saisie,
    prendre: () => Promise<T>,
  ): Promise<T | { suite: Suite }> {
    if (saisie.envoi === '') return prendre();
    const cle = this.#cle(saisie);
    const deja = await this.#lire(cle);
    if (deja !== null) return { suite: deja };
    const { promise, resolve } = Promise.withResolvers<Suite | null>();
    this.#pris.delete(cle);
    this.#pris.set(cle, { finMs: this.#clock.now().getTime() + dureeMs, suite: promise });
    this.#balayer();
    let suite: Suite | null = null;
    try {
      const prise = await prendre();
      suite = prise.suite;
      return prise;
    } finally {
      if (suite === null) this.#pris.delete(cle);
      resolve(suite);
    }
  }

  async #lire(cle: string): Promise<Suite | null> {
    const envoi = this.#pris.get(cle);
    return envoi === undefined || envoi.finMs <= this.#clock.now().getTime() ? null : envoi.suite;
  }

  /** In order of arrival: the first of the map is always the oldest. */
  #balayer(): void {
    const now = this.#clock.now().getTime();
    for (const [cle, { finMs }] of this.#pris) {
      if (finMs > now && this.#pris.size <= envoisMax) return;
      this.#pris.delete(cle);
    }
  }

  #cle({ envoi, cle, origine, valeurs }: Saisie): string {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([envoi, cle, origine, valeurs]))
      .digest('base64');
  }
}
