import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estFuseau,
  fuseauDuCodePostal,
  heureChezLaFamille,
  heureCivile,
  instantCivil,
} from '../../../shared/domain/fuseau.ts';

const fuseaux = [
  'Europe/Paris',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'Indian/Reunion',
  'Indian/Mayotte',
  'America/Miquelon',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis',
];

describe('zones', () => {
  it.each([
    ['69004', 'Europe/Paris'],
    ['20000', 'Europe/Paris'],
    ['97110', 'America/Guadeloupe'],
    ['97200', 'America/Martinique'],
    ['97300', 'America/Cayenne'],
    ['97460', 'Indian/Reunion'],
    ['97500', 'America/Miquelon'],
    ['97600', 'Indian/Mayotte'],
    [null, 'Europe/Paris'],
    ['', 'Europe/Paris'],
  ])('postcode %s is in %s', (codePostal, fuseau) => {
    expect(fuseauDuCodePostal(codePostal)).toBe(fuseau);
    expect(estFuseau(fuseau)).toBe(true);
  });

  it('tells the hour of the family, summer and winter', () => {
    expect(heureChezLaFamille('2027-06-07T12:12:00.000Z', '97460')).toEqual({
      jour: '2027-06-07',
      heure: 16,
      minute: 12,
      fuseau: 'Indian/Reunion',
    });
    expect(heureChezLaFamille('2027-06-07T02:00:00.000Z', '97110')).toMatchObject({ jour: '2027-06-06', heure: 22 });
    expect(heureChezLaFamille('2027-01-07T12:00:00.000Z', '69004')).toMatchObject({ heure: 13 });
    expect(heureChezLaFamille('2027-06-07T22:30:00.000Z', '69004')).toMatchObject({
      jour: '2027-06-08',
      heure: 0,
      minute: 30,
    });
  });

  it('reads an unknown zone as Paris rather than failing', () => {
    expect(estFuseau('Europe/Atlantide')).toBe(false);
    expect(heureCivile('2027-06-07T12:00:00.000Z', 'Europe/Atlantide')).toMatchObject({ heure: 14 });
  });

  it('changes clocks at the very minute', () => {
    expect(heureCivile('2027-03-28T00:59:59.999Z', 'Europe/Paris')).toMatchObject({ heure: 1, minute: 59 });
    expect(heureCivile('2027-03-28T01:00:00.000Z', 'Europe/Paris')).toMatchObject({ heure: 3, minute: 0 });
    expect(heureCivile('2027-10-31T00:59:00.000Z', 'Europe/Paris')).toMatchObject({ heure: 2, minute: 59 });
    expect(heureCivile('2027-10-31T01:00:00.000Z', 'Europe/Paris')).toMatchObject({ heure: 2, minute: 0 });
  });

  it('turns an instant into civil time and back, everywhere and across clock changes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fuseaux),
        fc.integer({
          min: Date.parse('2024-01-01T00:00:00Z') / 60_000,
          max: Date.parse('2030-01-01T00:00:00Z') / 60_000,
        }),
        (fuseau, minutes) => {
          const instant = new Date(minutes * 60_000).toISOString();
          const civil = heureCivile(instant, fuseau);
          const retour = instantCivil(civil, fuseau);
          expect(heureCivile(retour, fuseau)).toEqual(civil);
          // The repeated hour of autumn is the only one with two instants: the first is given.
          expect([instant, new Date(minutes * 60_000 - 3_600_000).toISOString()]).toContain(retour);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('settles the hour that spring skips and the one that autumn repeats', () => {
    expect(instantCivil({ jour: '2027-03-28', heure: 2, minute: 30 }, 'Europe/Paris')).toBe('2027-03-28T01:30:00.000Z');
    expect(instantCivil({ jour: '2027-10-31', heure: 2, minute: 30 }, 'Europe/Paris')).toBe('2027-10-31T00:30:00.000Z');
    expect(instantCivil({ jour: '2027-06-08', heure: 10, minute: 0 }, 'Indian/Reunion')).toBe(
      '2027-06-08T06:00:00.000Z',
    );
  });
});
