import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../renderer/clock.tsx';
import { createKeeper, keepMs } from '../../../renderer/features/brouillons/keeper.ts';
import { createDraftKeeper, type DraftKeeper } from '../../../renderer/features/demandes/draft-keeper.ts';

/** Time that passes when it is told to. */
class PageTime implements Clock {
  #now = 0;
  #due = new Map<number, { at: number; fn: () => void }>();
  #made = 0;

  now(): number {
    return this.#now;
  }

  every(): () => void {
    throw new Error('nothing is repeated here');
  }

  after(delayMs: number, fn: () => void): () => void {
    this.#made += 1;
    const id = this.#made;
    this.#due.set(id, { at: this.#now + delayMs, fn });
    return () => void this.#due.delete(id);
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const [id, { at, fn }] of [...this.#due])
      if (at <= this.#now) {
        this.#due.delete(id);
        fn();
      }
  }

  get waiting(): number {
    return this.#due.size;
  }
}

const ines = { candidat: 'c1', demande: 'd1' };
const karim = { candidat: 'c2', demande: 'd2' };
let time: PageTime;
let written: string[];
let keeper: DraftKeeper;
beforeEach(() => {
  time = new PageTime();
  written = [];
  keeper = createDraftKeeper(
    createKeeper(time),
    ({ candidat, demande }, texte) => void written.push(`${candidat} ${demande} ${texte}`),
  );
});

describe('what is typed as an answer', () => {
  it('goes to the file within the time a lock from outside may cost, the last text alone, though the hands go on', () => {
    expect(keepMs).toBeLessThanOrEqual(200);
    for (const texte of ['B', 'Bo', 'Bon']) {
      keeper.keep(ines, texte);
      time.pass(keepMs / 3);
    }
    expect(written).toEqual(['c1 d1 Bon']);
    keeper.keep(ines, 'Bonj');
    time.pass(keepMs - 1);
    expect(written).toHaveLength(1);
    time.pass(1);
    expect(written).toEqual(['c1 d1 Bon', 'c1 d1 Bonj']);
    time.pass(10_000);
    expect(written).toHaveLength(2);
  });

  it('goes at once when the desk is about to close, each demande its own, and not twice', () => {
    keeper.keep(ines, 'Bonjour');
    keeper.keep(karim, '');
    keeper.keepNow();
    expect(written).toEqual(['c1 d1 Bonjour', 'c2 d2 ']);
    expect(time.waiting).toBe(0);
    keeper.keepNow();
    time.pass(10_000);
    expect(written).toHaveLength(2);
  });

  it('is not written after the answer that it became', () => {
    keeper.keep(ines, 'Bonjour');
    keeper.keep(karim, 'Oui');
    expect(keeper.drop('d1')).toBe('Bonjour');
    expect(keeper.drop('d1')).toBeNull();
    time.pass(10_000);
    expect(written).toEqual(['c2 d2 Oui']);
  });
});
