import { describe, expect, it } from 'vitest';
import {
  duree,
  echeance,
  estEnRetard,
  heure,
  heureDansFuseau,
  heureDeTexte,
  ilYA,
  jourEtHeure,
  jourRelatif,
  secondesRestantes,
} from '../../../renderer/textes/dates.ts';

/** Local instants, so that the sentences do not depend on the zone of the machine that runs them. */
const at = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
const iso = (...parts: Parameters<typeof at>): string => new Date(at(...parts)).toISOString();
const now = at(2026, 6, 9, 14, 12);

describe('ilYA', () => {
  it.each([
    [at(2026, 6, 9, 14, 12), 'à l’instant'],
    [at(2026, 6, 9, 14, 9), 'il y a 3 min'],
    [at(2026, 6, 9, 12, 2), 'il y a 2 h'],
    [at(2026, 6, 8, 17, 40), 'hier à 17 h 40'],
    [at(2026, 6, 5, 9), 'il y a 4 jours'],
    [at(2026, 5, 1, 9), 'le ven. 1er mai'],
  ])('%# says how long ago', (instant, phrase) => {
    expect(ilYA(instant, now)).toBe(phrase);
  });

  it('takes a clock that is slightly behind for the present', () => {
    expect(ilYA(now + 5_000, now)).toBe('à l’instant');
  });
});

describe('days and hours', () => {
  it('writes hours the French way, without minutes on the hour', () => {
    expect(heure(at(2026, 6, 9, 9))).toBe('9 h');
    expect(heure(at(2026, 6, 9, 17, 5))).toBe('17 h 05');
    expect(heureDeTexte('07:12')).toBe('7 h 12');
    expect(heureDeTexte('14:00')).toBe('14 h');
  });

  it('names the days around today, then dates, with the year when it is another', () => {
    expect(jourRelatif(at(2026, 6, 9, 0, 1), now)).toBe('aujourd’hui');
    expect(jourRelatif(at(2026, 6, 10, 23, 59), now)).toBe('demain');
    expect(jourRelatif(at(2026, 6, 8), now)).toBe('hier');
    expect(jourRelatif(at(2026, 6, 12), now)).toBe('ven. 12 juin');
    expect(jourRelatif(at(2025, 12, 1), now)).toBe('lun. 1er déc. 2025');
  });

  it('joins a day and its hour', () => {
    expect(jourEtHeure(at(2026, 6, 8, 17, 40), now)).toBe('hier 17 h 40');
    expect(jourEtHeure(at(2026, 6, 12, 10, 5), now)).toBe('ven. 12 juin, 10 h 05');
  });

  it('splits a planned call for a narrow column', () => {
    expect(echeance(iso(2026, 6, 9, 17, 30), 'heure', now)).toEqual({ jour: 'Auj.', heure: '17 h 30' });
    expect(echeance(iso(2026, 6, 9), 'jour', now)).toEqual({ jour: 'Aujourd’hui', heure: null });
    expect(echeance(iso(2026, 6, 12), 'jour', now)).toEqual({ jour: 'Ven. 12 juin', heure: null });
  });

  it('is late after the hour for an hour, after the day for a day', () => {
    expect(estEnRetard(iso(2026, 6, 9, 14), 'heure', now)).toBe(true);
    expect(estEnRetard(iso(2026, 6, 9, 8), 'jour', now)).toBe(false);
    expect(estEnRetard(iso(2026, 6, 8, 20), 'jour', now)).toBe(true);
  });

  it('tells the time at the family’s, and nothing for a zone it does not know', () => {
    const noonUtc = Date.UTC(2026, 5, 9, 12);
    expect(heureDansFuseau(noonUtc, 'Indian/Reunion')).toBe('16 h');
    expect(heureDansFuseau(noonUtc, 'America/Guadeloupe')).toBe('8 h');
    expect(heureDansFuseau(noonUtc, 'Mars/Olympus')).toBeNull();
  });

  it('writes durations and what is left to undo', () => {
    expect(duree(840)).toBe('840 ms');
    expect(duree(2_400)).toBe('2,4 s');
    expect(duree(72_000)).toBe('1 min 12 s');
    expect(secondesRestantes(now + 9_100, now)).toBe(10);
    expect(secondesRestantes(now - 1, now)).toBe(0);
  });
});
