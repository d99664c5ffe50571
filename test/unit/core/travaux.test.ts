import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTravaux, type TravailEnCours, type Travaux } from '../../../main/core/travaux/travaux.ts';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type Travail, travail as travailShape } from '../../../shared/contract/ipc/travaux.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { testRandom } from '../../support/poste-core.ts';

type Outcome = Result<NonNullable<Travail['resultat']>>;

let clock: ManualClock;
let events: Travail[];
let bugs: unknown[];
let travaux: Travaux;

beforeEach(() => {
  clock = new ManualClock(0);
  events = [];
  bugs = [];
  travaux = createTravaux({
    clock,
    random: testRandom,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    onChange: (change) => events.push(travailShape.parse(change)),
    onBug: (error) => bugs.push(error),
  });
});
afterEach(() => travaux.stop());

const done = success({ nombre: 3, flux: [] });

/** A work that ends when the test says how. */
function held(genre: Travail['genre'] = 'export') {
  const outcome = Promise.withResolvers<Outcome>();
  const begun = Promise.withResolvers<TravailEnCours>();
  const started = travaux.start(genre, (work) => {
    begun.resolve(work);
    return outcome.promise;
  });
  if (!started.ok) throw new Error(started.error.code);
  return { id: started.value.travail, outcome, begun: begun.promise };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const statesOf = (id: string): string[] => events.filter(({ travail }) => travail === id).map(({ etat }) => etat);
const listed = (): Travail[] => {
  const reply = travaux.handlers['travaux:liste']({});
  return reply.ok ? reply.value.travaux : [];
};
const cancel = (id: string) => travaux.handlers['travaux:annuler']({ travail: id });

describe('a work', () => {
  test('is told as begun, then as done with what it wrote', async () => {
    const work = held();
    await work.begun;
    work.outcome.resolve(done);
    await settle();
    expect(statesOf(work.id)).toEqual(['en-cours', 'fini']);
    expect(events.at(-1)).toMatchObject({ genre: 'export', fait: 3, resultat: { nombre: 3, flux: [] }, code: null });
  });

  test('only begins once its caller knows its id', async () => {
    let isBegun = false;
    travaux.start('lecture', async () => {
      isBegun = true;
      return done;
    });
    expect(isBegun).toBe(false);
    await settle();
    expect(isBegun).toBe(true);
  });

  test('that fails says its code and details, and is no bug', async () => {
    const work = held();
    work.outcome.resolve(failure('LIGNE_MALFORMEE', { ligne: 12 }));
    await settle();
    expect(events.at(-1)).toMatchObject({ etat: 'echec', code: 'LIGNE_MALFORMEE', details: { ligne: 12 } });
    expect(bugs).toEqual([]);
  });

  test('that throws is a bug: told once, its text never to the page', async () => {
    const work = held();
    await work.begun;
    work.outcome.reject(new TypeError('Léa 06 39 98 00 01'));
    await settle();
    expect(bugs).toEqual([expect.any(TypeError)]);
    expect(events.at(-1)).toMatchObject({ etat: 'echec', code: 'ERREUR_INTERNE', details: null });
    expect(JSON.stringify(events)).not.toContain('Léa');
  });
});

describe('one of each genre at a time', () => {
  test('a second one is refused, another genre is not', async () => {
    const work = held('export');
    expect(travaux.isRunning('export')).toBe(true);
    expect(travaux.start('export', async () => done)).toEqual(failure('TRAVAIL_EN_COURS'));
    expect(travaux.isRunning('import')).toBe(false);
    const other = held('import');
    for (const one of [work, other]) one.outcome.resolve(done);
    await settle();
    expect(travaux.isRunning('export')).toBe(false);
    held('export').outcome.resolve(done);
    await settle();
  });
});

describe('cancel', () => {
  test('answers at once; the event says when it really stopped', async () => {
    const work = held();
    const { signal } = await work.begun;
    expect(cancel(work.id)).toEqual(success({}));
    expect(signal.aborted).toBe(true);
    expect(statesOf(work.id)).toEqual(['en-cours']);
    work.outcome.reject(signal.reason);
    await settle();
    expect(statesOf(work.id)).toEqual(['en-cours', 'annule']);
    expect(bugs).toEqual([]);
  });

  test('stops the work at its next breath', async () => {
    let breaths = 0;
    const started = travaux.start('export', async (work) => {
      for (;;) {
        await work.breathe();
        breaths += 1;
      }
    });
    await settle();
    if (started.ok) cancel(started.value.travail);
    const before = breaths;
    await settle();
    expect(breaths).toBeLessThanOrEqual(before + 1);
    expect(events.at(-1)).toMatchObject({ etat: 'annule', code: null });
  });

  test('before it began: nothing of it runs', async () => {
    let isBegun = false;
    const started = travaux.start('export', async () => {
      isBegun = true;
      return done;
    });
    if (started.ok) cancel(started.value.travail);
    await settle();
    expect(isBegun).toBe(false);
    expect(events.at(-1)).toMatchObject({ etat: 'annule' });
  });

  test('that comes too late changes nothing: what is written is told as done', async () => {
    const work = held();
    await work.begun;
    cancel(work.id);
    work.outcome.resolve(done);
    await settle();
    expect(events.at(-1)).toMatchObject({ etat: 'fini' });
  });

  test('of an unknown or ended work: TRAVAIL_INCONNU', async () => {
    const work = held();
    work.outcome.resolve(done);
    await settle();
    expect(cancel(work.id)).toEqual(failure('TRAVAIL_INCONNU'));
    expect(cancel('00000000-0000-4000-8000-000000000000')).toEqual(failure('TRAVAIL_INCONNU'));
  });
});

describe('progress', () => {
  test('is told ten times a second at most, and the list always knows the last', async () => {
    const work = held();
    const { progress } = await work.begun;
    for (let fait = 1; fait <= 10; fait += 1) {
      progress(fait, 100);
      await clock.advance(25);
    }
    expect(events.filter(({ fait }) => fait > 0).map(({ fait }) => fait)).toEqual([5, 9]);
    expect(listed()).toMatchObject([{ fait: 10, total: 100, etat: 'en-cours' }]);
    work.outcome.resolve(done);
    await settle();
  });

  test('told earlier does not change with what follows', async () => {
    const work = held();
    const { progress } = await work.begun;
    await clock.advance(100);
    progress(1, null);
    progress(2, null);
    expect(events.at(-1)).toMatchObject({ fait: 1, total: null });
    work.outcome.resolve(done);
    await settle();
  });
});

describe('the list', () => {
  test('keeps the last ten ended works for a page that missed their event', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const work = held();
      ids.push(work.id);
      work.outcome.resolve(done);
      await settle();
    }
    expect(listed().map(({ travail }) => travail)).toEqual(ids.slice(-10));
  });
});

describe('stop', () => {
  test('ends everything and waits for it', async () => {
    let isUndone = false;
    travaux.start('export', async (work) => {
      try {
        for (;;) await work.breathe();
      } finally {
        await settle();
        isUndone = true;
      }
    });
    await settle();
    await travaux.stop();
    expect(isUndone).toBe(true);
    expect(listed()).toMatchObject([{ etat: 'annule' }]);
  });
});
