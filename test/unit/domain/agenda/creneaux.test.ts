import { describe, expect, test } from 'vitest';
import { genreCreneau, libelleGenre, refusHoraire, titreMontre } from '../../../../shared/domain/agenda/creneaux.ts';

describe('the hours of a créneau', () => {
  test.each([
    ['a morning', 'Europe/Paris', '2026-06-16T08:00:00.000Z', '2026-06-16T10:00:00.000Z', null],
    ['no time at all', 'Europe/Paris', '2026-06-16T08:00:00.000Z', '2026-06-16T08:00:00.000Z', 'FIN_AVANT_DEBUT'],
    ['backwards', 'Europe/Paris', '2026-06-16T10:00:00.000Z', '2026-06-16T08:00:00.000Z', 'FIN_AVANT_DEBUT'],
    ['until midnight', 'Europe/Paris', '2026-06-16T20:00:00.000Z', '2026-06-16T22:00:00.000Z', null],
    ['over midnight', 'Europe/Paris', '2026-06-16T20:00:00.000Z', '2026-06-16T22:00:00.001Z', 'SUR_DEUX_JOURS'],
    ['from midnight', 'Europe/Paris', '2026-06-15T22:00:00.000Z', '2026-06-15T23:00:00.000Z', null],
    ['twelve hours', 'Europe/Paris', '2026-06-16T06:00:00.000Z', '2026-06-16T18:00:00.000Z', null],
    ['longer', 'Europe/Paris', '2026-06-16T06:00:00.000Z', '2026-06-16T18:00:00.001Z', 'TROP_LONG'],
    ['midnight of Greenwich', 'Europe/Paris', '2026-01-15T23:30:00.000Z', '2026-01-16T00:30:00.000Z', null],
  ])('%s', (_name, fuseau, debut, fin, attendu) => {
    expect(refusHoraire(debut, fin, fuseau)).toBe(attendu);
  });

  // 29 March 2026 has 23 hours in Paris, 25 October has 25.
  test.each([
    ['the short night, 1:30 to 3:30', '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z', null],
    ['the short day until midnight', '2026-03-29T19:00:00.000Z', '2026-03-29T22:00:00.000Z', null],
    ['the short day over midnight', '2026-03-29T19:00:00.000Z', '2026-03-29T22:00:01.000Z', 'SUR_DEUX_JOURS'],
    ['the hour that comes twice', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', null],
    ['the long day until midnight', '2026-10-25T21:00:00.000Z', '2026-10-25T23:00:00.000Z', null],
    ['the long day over midnight', '2026-10-25T21:00:00.000Z', '2026-10-25T23:00:01.000Z', 'SUR_DEUX_JOURS'],
    ['the evening before, over its midnight', '2026-10-24T21:00:00.000Z', '2026-10-24T22:30:00.000Z', 'SUR_DEUX_JOURS'],
  ])('when the clocks change: %s', (_name, debut, fin, attendu) => {
    expect(refusHoraire(debut, fin, 'Europe/Paris')).toBe(attendu);
  });

  // Midnight there, in UTC.
  test.each([
    ['Indian/Reunion', '2026-06-16T20:00:00.000Z'],
    ['America/Cayenne', '2026-06-16T03:00:00.000Z'],
    ['America/Martinique', '2026-06-16T04:00:00.000Z'],
    ['America/Guadeloupe', '2026-06-16T04:00:00.000Z'],
    ['Indian/Mayotte', '2026-06-16T21:00:00.000Z'],
    ['Pacific/Noumea', '2026-06-16T13:00:00.000Z'],
    ['Pacific/Tahiti', '2026-06-16T10:00:00.000Z'],
    ['America/Miquelon', '2026-06-16T02:00:00.000Z'],
  ])('the day is that of the site: %s', (fuseau, minuit) => {
    const heureAvant = new Date(Date.parse(minuit) - 3_600_000).toISOString();
    const heureApres = new Date(Date.parse(minuit) + 3_600_000).toISOString();
    expect(refusHoraire(heureAvant, minuit, fuseau)).toBeNull();
    expect(refusHoraire(minuit, heureApres, fuseau)).toBeNull();
    expect(refusHoraire(heureAvant, heureApres, fuseau)).toBe('SUR_DEUX_JOURS');
  });

  test('every kind has its words', () => {
    expect(genreCreneau.options.map((genre) => libelleGenre[genre])).toEqual([
      'Entretien',
      'Réunion d’information',
      'Portes ouvertes',
    ]);
  });
});

test('what staff typed for an entretien is for them alone', () => {
  const titre = 'Inès Vauquelin';
  expect(genreCreneau.options.map((genre) => titreMontre({ genre, titre }))).toEqual([null, titre, titre]);
});
