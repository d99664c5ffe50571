import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusHoraire } from '../../../../shared/domain/agenda/creneaux.ts';
import { genererCreneaux, memeMoment, type PlanDeCreneaux } from '../../../../shared/domain/agenda/generer.ts';
import { heureCivile } from '../../../../shared/domain/fuseau.ts';

const paris = 'Europe/Paris';
const plan = (change: Partial<PlanDeCreneaux>): PlanDeCreneaux => ({
  du: '2026-06-01',
  au: '2026-06-01',
  jours: [1, 2, 3, 4, 5],
  debutMin: 9 * 60,
  finMin: 12 * 60,
  dureeMin: 30,
  ecartMin: 0,
  pause: null,
  fuseau: paris,
  territoire: 'metropole',
  maintenant: '2026-05-01T00:00:00.000Z',
  max: 300,
  ...change,
});
const heures = (un: PlanDeCreneaux): string[] =>
  genererCreneaux(un).creneaux.map(({ debut }) => {
    const { heure, minute } = heureCivile(debut, un.fuseau);
    return `${heure}:${String(minute).padStart(2, '0')}`;
  });

describe('a plan of créneaux', () => {
  it('fills the hours with a length and a gap, and leaves what would not fit', () => {
    expect(heures(plan({}))).toEqual(['9:00', '9:30', '10:00', '10:30', '11:00', '11:30']);
    expect(heures(plan({ dureeMin: 40, ecartMin: 10 }))).toEqual(['9:00', '9:50', '10:40']);
    expect(heures(plan({ dureeMin: 181 }))).toEqual([]);
  });

  it('takes only the chosen days of the week, both ends included', () => {
    const { creneaux } = genererCreneaux(plan({ au: '2026-06-14', jours: [2, 4], dureeMin: 180 }));
    expect(creneaux.map(({ debut }) => debut.slice(0, 10))).toEqual([
      '2026-06-02',
      '2026-06-04',
      '2026-06-09',
      '2026-06-11',
    ]);
  });

  it('begins again when the pause is over, and cuts none by it', () => {
    const un = plan({
      debutMin: 11 * 60,
      finMin: 15 * 60,
      dureeMin: 45,
      pause: { debutMin: 12 * 60, finMin: 13 * 60 + 30 },
    });
    expect(heures(un)).toEqual(['11:00', '13:30', '14:15']);
  });

  it('skips the public holidays of the site and names them', () => {
    const metropole = genererCreneaux(
      plan({ du: '2026-05-11', au: '2026-05-15', maintenant: '2026-05-01T00:00:00.000Z' }),
    );
    expect(metropole.feries).toEqual(['2026-05-14']);
    expect(metropole.creneaux.some(({ debut }) => debut.startsWith('2026-05-14'))).toBe(false);
    const abolition = { du: '2026-12-18', au: '2026-12-21', jours: [0, 1, 5], maintenant: '2026-05-01T00:00:00.000Z' };
    expect(genererCreneaux(plan(abolition)).feries).toEqual([]);
    const reunion = genererCreneaux(plan({ ...abolition, fuseau: 'Indian/Reunion', territoire: 'reunion' }));
    expect(reunion.feries).toEqual(['2026-12-20']);
  });

  it('says the hours of the site overseas', () => {
    const reunion = plan({ fuseau: 'Indian/Reunion', territoire: 'reunion', dureeMin: 180 });
    expect(genererCreneaux(reunion).creneaux).toEqual([
      { debut: '2026-06-01T05:00:00.000Z', fin: '2026-06-01T08:00:00.000Z' },
    ]);
    const guadeloupe = plan({ fuseau: 'America/Guadeloupe', territoire: 'guadeloupe', dureeMin: 180 });
    expect(genererCreneaux(guadeloupe).creneaux[0]?.debut).toBe('2026-06-01T13:00:00.000Z');
  });

  it('keeps the same civil hours on both sides of a change of clocks', () => {
    const un = plan({ du: '2026-10-23', au: '2026-10-26', jours: [1, 5], dureeMin: 180 });
    expect(genererCreneaux(un).creneaux.map(({ debut }) => debut)).toEqual([
      '2026-10-23T07:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  it('makes fewer in the night that loses an hour and more in the one that gains it, none twice, none cut', () => {
    const nuit = { debutMin: 60, finMin: 240, dureeMin: 30, jours: [0] };
    const printemps = genererCreneaux(
      plan({ ...nuit, du: '2026-03-29', au: '2026-03-29', maintenant: '2026-01-01T00:00:00.000Z' }),
    );
    const automne = genererCreneaux(plan({ ...nuit, du: '2026-10-25', au: '2026-10-25' }));
    expect(printemps.creneaux).toHaveLength(4);
    expect(automne.creneaux).toHaveLength(8);
    for (const { creneaux } of [printemps, automne]) {
      expect(new Set(creneaux.map(({ debut }) => debut)).size).toBe(creneaux.length);
      for (const { debut, fin } of creneaux) expect(Date.parse(fin) - Date.parse(debut)).toBe(30 * 60_000);
    }
  });

  it('may end at midnight, never after', () => {
    expect(heures(plan({ debutMin: 22 * 60, finMin: 1440, dureeMin: 60 }))).toEqual(['22:00', '23:00']);
    expect(heures(plan({ debutMin: 22 * 60, finMin: 1440, dureeMin: 90 }))).toEqual(['22:00']);
    expect(genererCreneaux(plan({ debutMin: 22 * 60, finMin: 1500 })).creneaux).toEqual([]);
  });

  it('leaves out what has begun, and says how many', () => {
    const { creneaux, passes } = genererCreneaux(plan({ maintenant: '2026-06-01T08:15:00.000Z' }));
    expect(passes).toBe(3);
    expect(creneaux[0]?.debut).toBe('2026-06-01T08:30:00.000Z');
  });

  it('stops at the most that one run may make, and says so', () => {
    const un = genererCreneaux(plan({ au: '2026-12-31', dureeMin: 15, max: 300 }));
    expect(un.creneaux).toHaveLength(300);
    expect(un.tropNombreux).toBe(true);
    expect(genererCreneaux(plan({ max: 6 })).tropNombreux).toBe(false);
  });

  it('gives nothing for a plan that cannot be', () => {
    for (const change of [
      { dureeMin: 0 },
      { ecartMin: -1 },
      { finMin: 9 * 60 },
      { du: 'demain' },
      { au: '2026-05-31' },
      { pause: { debutMin: 600, finMin: 600 } },
    ])
      expect(genererCreneaux(plan(change)).creneaux).toEqual([]);
  });

  it('whatever the plan: each within one civil day of the site, none over another, in order, at most max', () => {
    fc.assert(
      fc.property(
        fc.record({
          debutMin: fc.integer({ min: 0, max: 1439 }),
          finMin: fc.integer({ min: 1, max: 1440 }),
          dureeMin: fc.integer({ min: 5, max: 300 }),
          ecartMin: fc.integer({ min: 0, max: 60 }),
          fuseau: fc.constantFrom(paris, 'Indian/Reunion', 'America/Miquelon', 'Pacific/Noumea'),
          du: fc.constantFrom('2026-03-27', '2026-10-23', '2026-12-30'),
          pause: fc.constantFrom(null, { debutMin: 720, finMin: 810 }),
        }),
        (change) => {
          const fin = new Date(Date.parse(`${change.du}T00:00:00Z`) + 5 * 86_400_000).toISOString().slice(0, 10);
          const un = plan({
            ...change,
            au: fin,
            jours: [0, 1, 2, 3, 4, 5, 6],
            max: 60,
            maintenant: '2026-01-01T00:00:00.000Z',
          });
          const { creneaux } = genererCreneaux(un);
          expect(creneaux.length).toBeLessThanOrEqual(60);
          for (const [index, { debut, fin: terme }] of creneaux.entries()) {
            expect(refusHoraire(debut, terme, un.fuseau)).toBeNull();
            const avant = creneaux[index - 1];
            if (avant !== undefined) expect(avant.fin <= debut).toBe(true);
          }
        },
      ),
      { numRuns: 60, seed: 6 },
    );
  });
});

describe('what takes place at the same moment', () => {
  const un = { debut: '2026-06-01T08:00:00.000Z', fin: '2026-06-01T09:00:00.000Z' };
  it('tells the same hours from a part of them, and what only follows from both', () => {
    expect(memeMoment(un, [un])).toBe('identique');
    expect(memeMoment(un, [{ debut: '2026-06-01T08:30:00.000Z', fin: '2026-06-01T10:00:00.000Z' }])).toBe('chevauche');
    expect(memeMoment(un, [{ debut: '2026-06-01T09:00:00.000Z', fin: '2026-06-01T10:00:00.000Z' }])).toBeNull();
    expect(memeMoment(un, [])).toBeNull();
  });
});
