/** A small seeded generator (mulberry32): the same seed always makes the same demo. */
export class Hasard {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer in [0, size). */
  below(size: number): number {
    return Math.floor(this.next() * size);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}

/**
 * Numbers of the ranges that ARCEP keeps for fiction in metropolitan France. It keeps none overseas: there the demo
 * uses two blocks of La Réunion given to no operator, 0263 99 (fixed) and 0693 19 (mobile).
 */
const prefixes = {
  lyon: { fixe: ['046571', '019900'], mobile: ['063998'] },
  stephanois: { fixe: ['046571', '035301', '053649', '026191'], mobile: ['063998'] },
  reunion: { fixe: ['026399'], mobile: ['069319'] },
} as const;

export type Zone = keyof typeof prefixes;

/** Draws each number once. The sample of the specification keeps its own, below 2000. */
export class Annuaire {
  readonly #hasard: Hasard;
  readonly #used = new Set<string>();

  constructor(hasard: Hasard) {
    this.#hasard = hasard;
  }

  draw(zone: Zone, kind: 'fixe' | 'mobile'): string {
    const [first, ...others] = prefixes[zone][kind];
    for (;;) {
      const number = `${this.#hasard.pick([first, ...others])}${2000 + this.#hasard.below(8000)}`;
      if (this.#used.has(number)) continue;
      this.#used.add(number);
      return number;
    }
  }
}
