import { describe, expect, it } from 'vitest';
import { enBoucle } from '../../../sync-api/cli/boucle.ts';

/** A beat that only the test gives. */
const beats = () => {
  const runs = new Set<() => void>();
  return {
    beat: () => {
      for (const run of runs) run();
    },
    get isStopped() {
      return runs.size === 0;
    },
    every: (_periodMs: number, run: () => void) => {
      runs.add(run);
      return () => runs.delete(run);
    },
  };
};

const setup = () => {
  const minuterie = beats();
  const notes: string[] = [];
  const pending: PromiseWithResolvers<void>[] = [];
  const boucle = enBoucle({
    minuterie,
    periodMs: 1,
    journal: { note: ({ code }) => notes.push(code) },
    code: 'EN_ECHEC',
    run: () => {
      const one = Promise.withResolvers<void>();
      pending.push(one);
      return one.promise;
    },
  });
  return { minuterie, notes, pending, boucle };
};

describe('work that comes back', () => {
  it('never runs twice at once', async () => {
    const { minuterie, pending, boucle } = setup();
    minuterie.beat();
    minuterie.beat();
    expect(pending).toHaveLength(1);
    const asked = boucle.tourner();
    pending[0]?.resolve();
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pending).toHaveLength(2);
    pending[1]?.resolve();
    await asked;
    minuterie.beat();
    expect(pending).toHaveLength(3);
  });

  it('notes a failure once, until it succeeds, and says nothing of a base that is held', async () => {
    const { notes, pending, boucle } = setup();
    const once = async (end: (one: PromiseWithResolvers<void> | undefined) => void): Promise<void> => {
      const asked = boucle.tourner();
      await Promise.resolve();
      end(pending.at(-1));
      await asked;
    };
    await once((one) => one?.reject(Object.assign(new Error('held'), { code: 'SQLITE_BUSY' })));
    expect(notes).toEqual([]);
    await once((one) => one?.reject(new Error('broken')));
    await once((one) => one?.reject(new Error('broken')));
    expect(notes).toEqual(['EN_ECHEC']);
    await once((one) => one?.resolve());
    await once((one) => one?.reject(new Error('broken')));
    expect(notes).toEqual(['EN_ECHEC', 'EN_ECHEC']);
  });

  it('ends with the run under way, and begins no other', async () => {
    const { minuterie, pending, boucle } = setup();
    minuterie.beat();
    let isOver = false;
    const ended = boucle.arreter().then(() => {
      isOver = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isOver, minuterie.isStopped]).toEqual([false, true]);
    pending[0]?.resolve();
    await ended;
    await boucle.tourner();
    expect(pending).toHaveLength(1);
  });
});
