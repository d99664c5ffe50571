import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arrondir,
  auMoins,
  dansLaLimite,
  nationale,
  type Publie,
  partition,
  publier,
  taux,
} from '../../../sync-api/stats/publication.ts';
import { academie, chiffresDe, codes, type Exact } from './stats-exacts.ts';

describe('one count', () => {
  test('is rounded down to a multiple of five, and hidden under five, zero included', () => {
    expect([0, 1, 4].map(arrondir)).toEqual(['peu', 'peu', 'peu']);
    expect([5, 9, 10, 14, 121_499].map(arrondir)).toEqual([5, 5, 10, 10, 121_495]);
  });

  test('counts that differ by less than five may look the same, so that a reader cannot tell them apart', () => {
    for (let nombre = 0; nombre < 200; nombre += 1) {
      const same = [0, 1, 2, 3, 4].map((more) => arrondir(nombre - (nombre % 5) + more));
      expect(new Set(same).size).toBe(1);
    }
  });
});

describe('a rate', () => {
  test('comes from what is shown, never from what is hidden', () => {
    expect(taux(10, 15)).toBe(66);
    expect(taux(15, 15)).toBe(100);
    expect([taux('peu', 15), taux(10, 'peu'), taux('retenu', 15)]).toEqual([null, null, null]);
  });
});

describe('a partition of a total', () => {
  test('is shown whole or not at all', () => {
    expect(partition({ a: 12, b: 7 }, ['a', 'b'])).toEqual({ a: 10, b: 5 });
    expect(partition({ a: 12, b: 4 }, ['a', 'b'])).toEqual({ a: 'retenu', b: 'retenu' });
  });
});

describe('a part', () => {
  test('is never larger than its whole', () => {
    expect([dansLaLimite(20, 10), dansLaLimite(5, 10), dansLaLimite(5, 'peu')]).toEqual([10, 5, 'peu']);
    expect([dansLaLimite('peu', 10), dansLaLimite('retenu', 10)]).toEqual(['peu', 'retenu']);
  });
});

/** What an attacker knows of a published count. */
const low = (publie: Publie): number => auMoins(publie);
const high = (publie: Publie): number => auMoins(publie) + 4;

/** Bounds of one hidden count after the others were subtracted from the whole. */
const subtract = (whole: Publie, others: readonly Publie[]): { min: number; max: number } => ({
  min: Math.max(0, low(whole) - others.reduce<number>((sum, publie) => sum + high(publie), 0)),
  max: Math.min(4, high(whole) - others.reduce<number>((sum, publie) => sum + low(publie), 0)),
});

const small = fc.array(fc.oneof(fc.nat(6), fc.nat(30)), { minLength: 1, maxLength: 12 });

describe('the whole country minus the académies', () => {
  test('four académies of nine and one of four would give the four away: the whole is lowered', () => {
    const exacts = [9, 9, 9, 9, 4];
    const shown = exacts.map(arrondir);
    expect(arrondir(40)).toBe(40);
    expect(subtract(40, shown.slice(0, 4)).min).toBe(4);
    expect(nationale(40, shown)).toBe(35);
    expect(subtract(nationale(40, shown), shown.slice(0, 4))).toEqual({ min: 0, max: 4 });
  });

  test('leaves every hidden count anywhere from zero to four, whatever the counts', () => {
    fc.assert(
      fc.property(small, (exacts) => {
        const shown = exacts.map(arrondir);
        const whole = nationale(
          exacts.reduce((sum, nombre) => sum + nombre, 0),
          shown,
        );
        for (const [index, publie] of shown.entries()) {
          if (publie !== 'peu') continue;
          const others = shown.filter((_publie, other) => other !== index);
          expect(subtract(whole, others)).toEqual({ min: 0, max: 4 });
        }
      }),
      { numRuns: 2_000, seed: 20_260_608 },
    );
  });

  test('and is still right for a whole country', () => {
    const exacts = Array.from({ length: 38 }, (_value, index) => 1 + ((index * 7) % 60));
    const sum = exacts.reduce((total, nombre) => total + nombre, 0);
    expect(nationale(sum, exacts.map(arrondir))).toBe(sum - (sum % 5));
  });
});

const counts = fc.record({
  responsables: fc.nat(12),
  actifs: fc.nat(12),
  formateurs: fc.nat(12),
  complet: fc.nat(20),
  partiel: fc.nat(12),
  aucun: fc.nat(12),
  delegations: fc.nat(9),
});

/** Académies that the law draws; the others have nothing, and are published all the same. */
const country = fc.dictionary(fc.constantFrom('01', '10', '28', 'UNKNOWN'), counts, { minKeys: 1, maxKeys: 4 });

describe('everything published, taken together', () => {
  /** Equations between published counts: every whole with its académies. */
  const attack = (exacts: Readonly<Record<string, Exact>>): void => {
    const publication = publier(chiffresDe(exacts), { responsable: 0, delegue: 0 });
    const whole = publication.parCode.get('ALL');
    if (whole === undefined) throw new Error('no whole');
    expect(publication.parCode.size).toBe(codes.length);
    const places = [...publication.parCode].filter(([code]) => code !== 'ALL').map(([, cellules]) => cellules);
    const keys = ['responsables', 'comptesFinalises', 'formateurs', 'candidatures', 'aJour', 'delegations'] as const;
    const narrowed: string[] = [];
    for (const key of keys) {
      const lows = places.reduce((sum, place) => sum + low(place[key]), 0);
      // Every hidden count hides as much: taking any of them out of the sums is the same attack.
      if (!places.some((place) => place[key] === 'peu')) continue;
      const min = low(whole[key]) - (lows + 4 * (places.length - 1));
      const max = high(whole[key]) - lows;
      if (min > 0 || max < 4) narrowed.push(`${key} ${min} ${max}`);
    }
    const wrong = [...publication.parCode.values()].filter(
      (cellules) =>
        low(cellules.aJour) > low(cellules.candidatures) ||
        low(cellules.comptesFinalises) > low(cellules.comptesCrees) ||
        !Object.values(cellules).every(
          (publie) => publie === 'peu' || (Number(publie) >= 5 && Number(publie) % 5 === 0),
        ),
    );
    expect({ narrowed, wrong }).toEqual({ narrowed: [], wrong: [] });
    const { national } = publication;
    const parts: Publie[] = [whole.aJour, national.enPartie, national.pasEncore];
    // One hidden part beside others that are shown would be their difference with the whole.
    expect(parts.slice(1).every((publie) => publie === 'retenu') || parts.every((publie) => publie !== 'peu')).toBe(
      true,
    );
  };

  test('no difference narrows a hidden count', () => {
    fc.assert(fc.property(country, attack), { numRuns: 200, seed: 20_260_608 });
  });

  test('one lone CFA, where the whole is its académie', () => {
    attack({ '28': academie({ responsables: 1, formateurs: 2, complet: 9, aucun: 3 }) });
    attack({ '28': academie({ responsables: 4, formateurs: 4, complet: 4, partiel: 4, aucun: 4 }) });
  });

  test('an empty country shows nothing but hidden counts', () => {
    const { parCode, national } = publier(chiffresDe({}), { responsable: 0, delegue: 0 });
    for (const cellules of parCode.values()) expect(new Set(Object.values(cellules))).toEqual(new Set(['peu']));
    expect(new Set(Object.values(national))).toEqual(new Set(['peu', 'retenu']));
  });

  test('who received is told by both or by neither', () => {
    const chiffres = chiffresDe({ '10': academie({ complet: 40 }) });
    expect(publier(chiffres, { responsable: 38, delegue: 2 }).national).toMatchObject({
      aJourResponsable: 'retenu',
      aJourDelegue: 'retenu',
    });
    expect(publier(chiffres, { responsable: 28, delegue: 12 }).national).toMatchObject({
      aJourResponsable: 25,
      aJourDelegue: 10,
    });
  });
});
