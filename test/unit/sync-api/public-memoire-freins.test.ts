import { expect, test } from 'vitest';
import { systemRandom } from '../../../sync-api/context.ts';
import { MemoireFreins } from '../../../sync-api/public/memoire-freins.ts';
import { TestClock } from '../../support/server.ts';

const heure = 3_600_000;

const max = 100;

const open = () => {
  const clock = new TestClock();
  const memoire = new MemoireFreins({ clock, random: systemRandom, max });
  const magasin = new memoire.magasin({});
  const ask = (how: 'incr' | 'read', cle: string): { current: number; ttl: number } => {
    let answer: { current: number; ttl: number } | undefined;
    const done = (_error: Error | null, result?: { current: number; ttl: number }): void => {
      answer = result;
    };
    if (how === 'incr') magasin.incr(cle, done, heure, 3);
    else Reflect.apply(Reflect.get(magasin, 'read'), magasin, [cle, done]);
    if (answer === undefined) throw new Error('the store said nothing');
    return answer;
  };
  return { clock, memoire, ask };
};

test('counts within a window, and reading counts nothing', () => {
  const { clock, ask } = open();
  expect(ask('read', 'a').current).toBe(0);
  expect([ask('incr', 'a').current, ask('incr', 'a').current, ask('incr', 'b').current]).toEqual([1, 2, 1]);
  clock.advance(heure - 1);
  expect(ask('read', 'a')).toEqual({ current: 2, ttl: 1 });
  clock.advance(1);
  expect(ask('read', 'a')).toEqual({ current: 0, ttl: 0 });
  expect(ask('incr', 'a')).toEqual({ current: 1, ttl: heure });
});

test('forgets what is over when it is swept, though nobody comes any more', () => {
  const { clock, memoire, ask } = open();
  ask('incr', 'a');
  clock.advance(heure / 2);
  ask('incr', 'b');
  clock.advance(heure / 2);
  memoire.balayer();
  expect(memoire.taille).toBe(1);
  clock.advance(heure / 2);
  memoire.balayer();
  expect(memoire.taille).toBe(0);
});

test('never grows without end: the oldest go first', () => {
  const { memoire, ask } = open();
  for (let rang = 0; rang <= max; rang += 1) ask('incr', `adresse:${rang}`);
  expect(memoire.taille).toBe(max);
  expect(ask('read', 'adresse:0').current).toBe(0);
  expect(ask('read', `adresse:${max}`).current).toBe(1);
});
