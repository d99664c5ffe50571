import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { appelsDe, essaisDe, estInjoignable } from '../../../shared/domain/appels.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { demiJournee } from '../../../shared/domain/jours-ouvres.ts';
import {
  type AppelFictif,
  accepte,
  acteFictif,
  appelsFictifs,
  corpsDAppel,
  enAttente,
  mere,
  pere,
  uuidDe,
} from './actes-fictifs.ts';

const paris = 'Europe/Paris';
const lire = (...appels: (AppelFictif & { le: string })[]) => appelsDe(actesEffectifs(appelsFictifs(...appels)));
const essai = (le: string, reste: Partial<AppelFictif> = {}) => ({ le, disposition: 'SANS_REPONSE', ...reste });

/** Four tries, three days, a morning and afternoons, in Paris. */
const quatre = [
  essai('2027-06-07T07:00:00.000Z'),
  essai('2027-06-08T13:00:00.000Z', { disposition: 'MESSAGE' }),
  essai('2027-06-09T13:00:00.000Z', { disposition: 'OCCUPE' }),
  essai('2027-06-09T14:00:00.000Z'),
] as const;

describe('injoignable', () => {
  it('takes four tries, over three days, in mornings and afternoons, on every number', () => {
    expect(estInjoignable(lire(...quatre), [mere], paris)).toBe(true);
  });

  it('is refused when one condition lacks', () => {
    expect(estInjoignable(lire(...quatre.slice(0, 3)), [mere], paris)).toBe(false);
    expect(estInjoignable(lire(...quatre.slice(1), essai('2027-06-08T14:00:00.000Z')), [mere], paris)).toBe(false);
    expect(
      estInjoignable(
        lire(...quatre.slice(0, 2), essai('2027-06-08T14:00:00.000Z'), essai('2027-06-08T15:00:00.000Z')),
        [mere],
        paris,
      ),
    ).toBe(false);
    expect(estInjoignable(lire(...quatre), [mere, pere], paris)).toBe(false);
    expect(estInjoignable(lire(...quatre), [], paris)).toBe(false);
  });

  it('needs the second number tried too', () => {
    expect(
      estInjoignable(
        lire(...quatre.slice(0, 3), essai('2027-06-10T14:00:00.000Z', { numero: pere })),
        [mere, pere],
        paris,
      ),
    ).toBe(true);
  });

  it('counts days and half-days in the zone of the site, at the corrected hour', () => {
    // 20:30 and 21:30 UTC: one evening in Paris, 0:30 and 1:30 of the next day in La Réunion.
    const soirs = [
      essai('2027-06-07T20:30:00.000Z'),
      essai('2027-06-08T19:30:00.000Z'),
      essai('2027-06-08T20:30:00.000Z'),
      essai('2027-06-08T21:30:00.000Z'),
    ];
    expect(estInjoignable(lire(...soirs), [mere], paris)).toBe(false);
    expect(estInjoignable(lire(...soirs, essai('2027-06-09T07:00:00.000Z')), [mere], paris)).toBe(true);
    expect(estInjoignable(lire(...soirs, essai('2027-06-09T07:00:00.000Z')), [mere], 'Indian/Reunion')).toBe(false);

    const horlogeFausse = appelsFictifs(...quatre).map((un) => ({
      ...un,
      acte: { ...un.acte, fait_le: '2020-01-01T00:00:00.000Z' },
    }));
    expect(estInjoignable(appelsDe(actesEffectifs(horlogeFausse)), [mere], paris)).toBe(true);
  });

  it('starts again once somebody of the family was on the line', () => {
    for (const contact of [
      { disposition: 'JOINT' },
      { disposition: 'RAPPELER' },
      { disposition: 'MESSAGE', sens: 'recu' },
    ] as const) {
      const appels = lire(...quatre, { le: '2027-06-10T07:00:00.000Z', ...contact });
      expect(estInjoignable(appels, [mere], paris)).toBe(false);
      expect(essaisDe(appels)).toEqual([]);
    }
  });

  it('does not count a wrong number as a try of the right one', () => {
    const faux = lire(
      ...quatre.slice(0, 3),
      essai('2027-06-10T14:00:00.000Z', { disposition: 'NUMERO_INVALIDE', numero: pere }),
    );
    expect(estInjoignable(faux, [mere], paris)).toBe(false);
    expect(essaisDe(faux)).toHaveLength(4);
  });

  it('forgets an annulled call', () => {
    const actes = [...appelsFictifs(...quatre), accepte(acteFictif(uuidDe(1), 'annule', { acte: uuidDe(4, 0xca) }), 9)];
    expect(estInjoignable(appelsDe(actesEffectifs(actes)), [mere], paris)).toBe(false);
  });

  it('is exactly the rule, whatever the calls', () => {
    const appel = fc.record({
      minutes: fc.integer({ min: 0, max: 5 * 1_440 }),
      disposition: fc.constantFrom('MESSAGE', 'SANS_REPONSE', 'OCCUPE'),
      numero: fc.constantFrom(mere, pere, null),
    });
    fc.assert(
      fc.property(
        fc.array(appel, { maxLength: 9 }),
        fc.constantFrom(paris, 'Indian/Reunion'),
        fc.subarray([mere, pere]),
        (appels, fuseau, composables) => {
          const instants = appels.map((un) =>
            new Date(Date.parse('2027-06-07T00:00:00Z') + un.minutes * 60_000).toISOString(),
          );
          const lus = lire(
            ...appels.map((un, rang) => ({ disposition: un.disposition, numero: un.numero, le: instants[rang] ?? '' })),
          );
          const attendu =
            appels.length >= 4 &&
            composables.length > 0 &&
            new Set(instants.map((le) => heureCivile(le, fuseau).jour)).size >= 3 &&
            new Set(instants.map((le) => demiJournee(le, fuseau))).size === 2 &&
            composables.every((numero) => appels.some((un) => un.numero === numero));
          expect(estInjoignable(lus, composables, fuseau)).toBe(attendu);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('calls', () => {
  it('are ordered by corrected hour, not by reception', () => {
    const tard = accepte(
      acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition: 'MESSAGE' })),
      1,
      '2027-06-08T08:00:00.000Z',
    );
    const tot = accepte(
      acteFictif(uuidDe(2), 'appel', corpsDAppel({ disposition: 'OCCUPE' })),
      2,
      '2027-06-07T08:00:00.000Z',
    );
    const local = enAttente(
      acteFictif(uuidDe(3), 'appel', corpsDAppel({ disposition: 'JOINT' }), {
        fait_le: '2027-06-07T09:00:00.000Z',
        decalage_ms: 3_600_000,
      }),
      1,
    );
    expect(appelsDe(actesEffectifs([tard, local, tot])).map((un) => [un.corps.disposition, un.le])).toEqual([
      ['OCCUPE', '2027-06-07T08:00:00.000Z'],
      ['JOINT', '2027-06-07T10:00:00.000Z'],
      ['MESSAGE', '2027-06-08T08:00:00.000Z'],
    ]);
  });
});
