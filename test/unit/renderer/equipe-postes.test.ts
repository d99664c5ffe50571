import { describe, expect, test } from 'vitest';
import { posteMot } from '../../../renderer/features/equipe/textes.ts';

interface Cas {
  now?: string;
  fuseau?: string;
  ici?: boolean;
  revoque?: boolean;
}

const mot = (vuLe: string | null, cas: Cas = {}): string => {
  const { now = '2026-06-10T12:40:00.000Z', fuseau = 'Europe/Paris', ici = false, revoque = false } = cas;
  // Unbreakable spaces are the business of the words of hours.
  return posteMot({ ici, revoque, vuLe }, { now: Date.parse(now), fuseau }).replaceAll('\u00a0', ' ');
};

describe('when a poste was last seen', () => {
  test.each([
    ['2026-06-10T12:00:04.000Z', 'relié · vu aujourd’hui vers 14 h'],
    ['2026-06-09T22:01:00.000Z', 'relié · vu aujourd’hui vers 0 h'],
    ['2026-06-09T21:59:00.000Z', 'vu hier vers 23 h'],
    ['2026-06-09T07:15:00.000Z', 'vu hier vers 9 h'],
    ['2026-06-08T07:15:00.000Z', 'vu lundi 8 juin'],
    ['2026-06-01T07:15:00.000Z', 'vu lundi 1er juin'],
    ['2025-06-03T07:15:00.000Z', 'vu mardi 3 juin 2025'],
  ])('%s: « %s », the hour and never the minute', (vuLe, said) => {
    expect(mot(vuLe)).toBe(said);
  });

  test('in the zone of the poste that shows it', () => {
    const vuLe = '2026-06-10T03:10:00.000Z';
    expect(mot(vuLe)).toBe('relié · vu aujourd’hui vers 5 h');
    expect(mot(vuLe, { fuseau: 'Indian/Reunion' })).toBe('relié · vu aujourd’hui vers 7 h');
    expect(mot(vuLe, { fuseau: 'America/Martinique' })).toBe('vu hier vers 23 h');
    expect(mot('2026-12-31T23:30:00.000Z', { now: '2027-01-01T09:00:00.000Z', fuseau: 'America/Cayenne' })).toBe(
      'vu hier vers 20 h',
    );
  });

  test('a clock that was wrong names no hour to come', () => {
    expect(mot('2026-06-10T13:30:00.000Z')).toBe('relié · vu aujourd’hui vers 14 h');
    expect(mot('2026-06-10T22:30:00.000Z', { now: '2026-06-10T21:45:00.000Z' })).toBe(
      'relié · vu aujourd’hui vers 23 h',
    );
    for (const vuLe of ['2026-06-10T13:40:01.000Z', '2026-06-11T12:00:00.000Z', '2031-01-01T00:00:00.000Z'])
      expect(mot(vuLe)).toBe('relié');
  });

  test('of which an older server tells nothing', () => {
    expect(mot(null)).toBe('relié');
    expect(mot(null, { ici: true })).toBe('ici');
  });

  test('this one knows its own last exchange, to the minute', () => {
    expect(mot('2026-06-10T12:37:00.000Z', { ici: true })).toBe('ici · dernier échange il y a 3 min');
    expect(mot('2026-06-10T12:40:20.000Z', { ici: true })).toBe('ici · dernier échange à l’instant');
    expect(mot('2026-06-06T10:00:00.000Z', { ici: true })).toBe('ici · dernier échange il y a 4 jours');
  });

  test('of a disconnected one, only that', () => {
    expect(mot('2026-06-10T12:00:00.000Z', { revoque: true })).toBe('déconnecté');
    expect(mot('2026-06-10T12:00:00.000Z', { revoque: true, ici: true })).toBe('déconnecté');
  });
});
