import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ajouterJoursOuvres,
  demiJournee,
  estJourOuvre,
  finDeDemiJournee,
  finDuJour,
  joursFeries,
  paques,
  prochainJourOuvre,
  type Territoire,
  territoireDuCodePostal,
  territoireDuFuseau,
} from '../../../shared/domain/jours-ouvres.ts';

const territoires: Territoire[] = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'reunion',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
];
const jour = fc
  .integer({ min: 0, max: 3_650 })
  .map((rang) => new Date(Date.parse('2024-01-01T00:00:00Z') + rang * 86_400_000).toISOString().slice(0, 10));

describe('public holidays', () => {
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('Easter of %i is %s', (annee, attendu) => {
    expect(paques(annee)).toBe(attendu);
  });

  it('are the eleven of the law in metropolitan France', () => {
    expect(joursFeries(2027, 'metropole')).toEqual([
      '2027-01-01',
      '2027-03-29',
      '2027-05-01',
      '2027-05-06',
      '2027-05-08',
      '2027-05-17',
      '2027-07-14',
      '2027-08-15',
      '2027-11-01',
      '2027-11-11',
      '2027-12-25',
    ]);
  });

  it('count the Ascension once when it falls on 1 or 8 May', () => {
    expect(joursFeries(2008, 'metropole').filter((un) => un === '2008-05-01')).toHaveLength(1);
  });

  it.each([
    ['alsace-moselle', ['2027-03-26', '2027-12-26']],
    ['guadeloupe', ['2027-05-27']],
    ['martinique', ['2027-05-22']],
    ['guyane', ['2027-06-10']],
    ['reunion', ['2027-12-20']],
    ['mayotte', ['2027-04-27']],
    ['saint-barthelemy', ['2027-10-09']],
    ['saint-martin', ['2027-05-28']],
    ['saint-pierre-et-miquelon', []],
  ] as const)('of %s add its own', (territoire, propres) => {
    const communs = joursFeries(2027, 'metropole');
    expect(joursFeries(2027, territoire).filter((un) => !communs.includes(un))).toEqual(propres);
  });
});

describe('territories', () => {
  it.each([
    ['67000', 'alsace-moselle'],
    ['68200', 'alsace-moselle'],
    ['57070', 'alsace-moselle'],
    ['69004', 'metropole'],
    ['97133', 'saint-barthelemy'],
    ['97150', 'saint-martin'],
    ['97110', 'guadeloupe'],
    ['97460', 'reunion'],
    [null, 'metropole'],
  ])('postcode %s is %s', (codePostal, territoire) => {
    expect(territoireDuCodePostal(codePostal)).toBe(territoire);
  });

  it('come from the zone when no postcode is known', () => {
    expect(territoireDuFuseau('Indian/Reunion')).toBe('reunion');
    expect(territoireDuFuseau('Europe/Paris')).toBe('metropole');
  });
});

describe('working days', () => {
  it('skip weekends and the holidays of the place', () => {
    expect(prochainJourOuvre('2027-06-04')).toBe('2027-06-07');
    expect(prochainJourOuvre('2027-07-13')).toBe('2027-07-15');
    expect(prochainJourOuvre('2027-06-09', 'guyane')).toBe('2027-06-11');
    expect(prochainJourOuvre('2027-06-09')).toBe('2027-06-10');
    expect(prochainJourOuvre('2027-03-25', 'alsace-moselle')).toBe('2027-03-30');
    expect(prochainJourOuvre('2027-03-25')).toBe('2027-03-26');
    expect(prochainJourOuvre('2026-12-31')).toBe('2027-01-04');
  });

  it('make a demande of Wednesday due on Tuesday', () => {
    expect(ajouterJoursOuvres('2027-06-09', 4)).toBe('2027-06-15');
    expect(ajouterJoursOuvres('2027-06-12', 0)).toBe('2027-06-12');
  });

  it('always land on a working day, later, with none skipped', () => {
    fc.assert(
      fc.property(
        jour,
        fc.constantFrom(...territoires),
        fc.integer({ min: 1, max: 12 }),
        (depart, territoire, nombre) => {
          const arrivee = ajouterJoursOuvres(depart, nombre, territoire);
          let ouvres = 0;
          for (let ms = Date.parse(depart) + 86_400_000; ms <= Date.parse(arrivee); ms += 86_400_000) {
            if (estJourOuvre(new Date(ms).toISOString().slice(0, 10), territoire)) ouvres += 1;
          }
          expect(estJourOuvre(arrivee, territoire)).toBe(true);
          expect(ouvres).toBe(nombre);
        },
      ),
    );
  });
});

describe('half-days', () => {
  it('change at 12:30 in the zone of the site', () => {
    expect(demiJournee('2027-06-07T10:29:59.999Z', 'Europe/Paris')).toBe('matin');
    expect(demiJournee('2027-06-07T10:30:00.000Z', 'Europe/Paris')).toBe('apres-midi');
    expect(demiJournee('2027-01-07T10:30:00.000Z', 'Europe/Paris')).toBe('matin');
    expect(demiJournee('2027-06-07T08:29:59.999Z', 'Indian/Reunion')).toBe('matin');
    expect(demiJournee('2027-06-07T08:30:00.000Z', 'Indian/Reunion')).toBe('apres-midi');
    expect(demiJournee('2027-06-07T16:29:00.000Z', 'America/Guadeloupe')).toBe('matin');
  });

  it('end at 12:30, then at midnight, whatever the clocks do in between', () => {
    expect(finDeDemiJournee('2027-06-07T10:29:59.999Z')).toBe('2027-06-07T10:30:00.000Z');
    expect(finDeDemiJournee('2027-06-07T10:30:00.000Z')).toBe('2027-06-07T22:00:00.000Z');
    expect(finDeDemiJournee('2026-12-31T15:00:00.000Z')).toBe('2026-12-31T23:00:00.000Z');
    // Summer time begins in the night of 27 to 28 March.
    expect(finDeDemiJournee('2027-03-27T22:59:00.000Z')).toBe('2027-03-27T23:00:00.000Z');
    expect(finDeDemiJournee('2027-03-27T23:00:00.000Z')).toBe('2027-03-28T10:30:00.000Z');
    expect(finDeDemiJournee('2027-06-07T09:00:00.000Z', 'Indian/Reunion')).toBe('2027-06-07T20:00:00.000Z');
  });

  it('tells when the day of a site ends, whatever its clocks do that night', () => {
    expect(finDuJour('2027-06-07T21:59:59.999Z', 'Europe/Paris')).toBe('2027-06-07T22:00:00.000Z');
    expect(finDuJour('2027-06-07T22:00:00.000Z', 'Europe/Paris')).toBe('2027-06-08T22:00:00.000Z');
    expect(finDuJour('2027-03-28T08:00:00.000Z', 'Europe/Paris')).toBe('2027-03-28T22:00:00.000Z');
    expect(finDuJour('2026-12-31T20:30:00.000Z', 'Indian/Reunion')).toBe('2027-01-01T20:00:00.000Z');
  });
});
