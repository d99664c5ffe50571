import { describe, expect, it } from 'vitest';
import { marquesDeLieu } from '../../../renderer/features/agenda/marques-de-lieu.ts';
import {
  aUnWeekEnd,
  bornesDe,
  deLaSemaine,
  heureDAffichage,
  heuresMontrees,
  lundiDe,
  ouCommencer,
  prochaineHeure,
  simultanesMax,
  voisin,
} from '../../../renderer/features/agenda/semaine.ts';
import { cibleDansLaSemaine } from '../../../renderer/features/agenda/use-keys.ts';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { creneauDe } from './agenda-exemples.ts';

const lundi = '2026-11-23';
const de = (id: string, debut: string, fin: string, fuseau = 'Europe/Paris'): CreneauVu =>
  creneauDe({ id: `00000000-0000-4000-8000-0000000000${id}`, debut, fin, fuseau });
const ids = (creneaux: readonly CreneauVu[]): string[] =>
  deLaSemaine(creneaux, lundi).map(({ creneau }) => creneau.id.slice(-2));

describe('the week of the agenda', () => {
  it('begins on Monday, Sunday included', () => {
    expect(lundiDe('2026-11-23')).toBe(lundi);
    expect(lundiDe('2026-11-29')).toBe(lundi);
    expect(lundiDe('2026-11-30')).toBe('2026-11-30');
  });

  it('asks for every instant that may be a day of it, from Wallis to Tahiti', () => {
    const { du, au } = bornesDe(lundi);
    // Monday 00:00 in Wallis (UTC+12) and Sunday 24:00 in Tahiti (UTC-10).
    expect(du <= '2026-11-22T12:00:00.000Z').toBe(true);
    expect(au >= '2026-11-30T10:00:00.000Z').toBe(true);
  });

  it('puts each on the civil day of its own site, and leaves out those of another week', () => {
    const reunion = de('01', '2026-11-22T20:30:00.000Z', '2026-11-22T21:00:00.000Z', 'Indian/Reunion');
    const paris = de('02', '2026-11-22T20:30:00.000Z', '2026-11-22T21:00:00.000Z');
    expect(ids([paris, reunion])).toEqual(['01']);
    expect(deLaSemaine([reunion], lundi)[0]).toMatchObject({ jour: lundi, debutMin: 30, finMin: 60 });
  });

  it('reads them by day, then by hour', () => {
    const mardi = de('03', '2026-11-24T08:00:00.000Z', '2026-11-24T09:00:00.000Z');
    const soir = de('02', '2026-11-23T16:00:00.000Z', '2026-11-23T17:00:00.000Z');
    const matin = de('01', '2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z');
    expect(ids([mardi, soir, matin])).toEqual(['01', '02', '03']);
  });

  it('draws the usual day, and whole hours around what is outside of it', () => {
    expect(heuresMontrees([])).toEqual({ debut: 8, fin: 18 });
    const tard = deLaSemaine([de('01', '2026-11-23T19:30:00.000Z', '2026-11-23T23:00:00.000Z')], lundi);
    expect(tard[0]?.finMin).toBe(1440);
    expect(heuresMontrees(tard)).toEqual({ debut: 8, fin: 24 });
    const tot = deLaSemaine([de('01', '2026-11-23T06:45:00.000Z', '2026-11-23T07:15:00.000Z')], lundi);
    expect(heuresMontrees(tot).debut).toBe(7);
    expect(heureDAffichage(lundi, 7 * 60 + 5)).toBe(`${lundi} 07:05:00`);
    expect(heureDAffichage(lundi, 1440)).toBe(`${lundi} 23:59:59`);
  });

  it('shows the week-end when something takes place then', () => {
    expect(aUnWeekEnd(deLaSemaine([de('01', '2026-11-27T08:00:00.000Z', '2026-11-27T09:00:00.000Z')], lundi))).toBe(
      false,
    );
    expect(aUnWeekEnd(deLaSemaine([de('01', '2026-11-28T08:00:00.000Z', '2026-11-28T09:00:00.000Z')], lundi))).toBe(
      true,
    );
  });

  it('counts what takes place at the same moment, not what only follows', () => {
    const a = de('01', '2026-11-23T08:00:00.000Z', '2026-11-23T10:00:00.000Z');
    const b = de('02', '2026-11-23T09:00:00.000Z', '2026-11-23T10:00:00.000Z');
    const c = de('03', '2026-11-23T10:00:00.000Z', '2026-11-23T11:00:00.000Z');
    const d = de('04', '2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z');
    expect(simultanesMax(deLaSemaine([a, b, c, d], lundi))).toBe(2);
    expect(simultanesMax([])).toBe(1);
  });
});

describe('the arrows of the week', () => {
  const places = deLaSemaine(
    [
      de('01', '2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z'),
      de('02', '2026-11-23T15:00:00.000Z', '2026-11-23T16:00:00.000Z'),
      de('03', '2026-11-26T08:30:00.000Z', '2026-11-26T09:00:00.000Z'),
      de('04', '2026-11-26T15:30:00.000Z', '2026-11-26T16:00:00.000Z'),
    ],
    lundi,
  );

  it('go to the nearest hour of the nearest day that holds something', () => {
    expect(voisin(places, 0, 1)).toBe(2);
    expect(voisin(places, 1, 1)).toBe(3);
    expect(voisin(places, 3, -1)).toBe(1);
    expect(voisin(places, 0, -1)).toBeNull();
    expect(voisin(places, 9, 1)).toBeNull();
  });

  it('go up and down in time, and stay at both ends', () => {
    expect(cibleDansLaSemaine({ do: 'next' }, places, 1)).toBe(2);
    expect(cibleDansLaSemaine({ do: 'next' }, places, 3)).toBe(3);
    expect(cibleDansLaSemaine({ do: 'previous' }, places, 0)).toBe(0);
    expect(cibleDansLaSemaine({ do: 'note' }, places, 0)).toBeNull();
  });

  it('begin with the first when none is chosen, and go nowhere in an empty week', () => {
    for (const intent of ['next', 'left', 'right'] as const)
      expect(cibleDansLaSemaine({ do: intent }, places, -1)).toBe(0);
    expect(cibleDansLaSemaine({ do: 'next' }, [], -1)).toBeNull();
  });
});

describe('where a new créneau begins', () => {
  it('at the next whole hour of a working day, else on the next one in the morning', () => {
    const paris = 'Europe/Paris';
    expect(prochaineHeure(Date.parse('2026-11-23T13:20:00Z'), paris)).toEqual({
      jour: '2026-11-23',
      debutMin: 15 * 60,
    });
    expect(prochaineHeure(Date.parse('2026-11-23T05:20:00Z'), paris)).toEqual({ jour: '2026-11-23', debutMin: 9 * 60 });
    expect(prochaineHeure(Date.parse('2026-11-23T16:20:00Z'), paris)).toEqual({ jour: '2026-11-24', debutMin: 9 * 60 });
    expect(prochaineHeure(Date.parse('2026-11-22T10:00:00Z'), paris)).toEqual({ jour: '2026-11-23', debutMin: 9 * 60 });
    expect(prochaineHeure(Date.parse('2026-11-11T10:00:00Z'), paris)).toEqual({ jour: '2026-11-12', debutMin: 9 * 60 });
  });
});

describe('where the week is looked at first', () => {
  const places = deLaSemaine(
    [
      de('01', '2026-11-23T15:00:00.000Z', '2026-11-23T16:00:00.000Z'),
      de('02', '2026-11-25T09:00:00.000Z', '2026-11-25T10:00:00.000Z'),
      de('03', '2026-11-26T08:30:00.000Z', '2026-11-26T09:00:00.000Z'),
    ],
    lundi,
  );
  const paris = 'Europe/Paris';
  const de3 = places[2]?.creneau.id ?? '';

  it('is the next créneau, at the first hour of those to come', () => {
    expect(ouCommencer(places, null, Date.parse('2026-11-22T09:00:00Z'), paris)).toEqual({
      jour: '2026-11-23',
      minutes: 9 * 60 + 30,
    });
    expect(ouCommencer(places, null, Date.parse('2026-11-25T12:00:00Z'), paris)).toEqual({
      jour: '2026-11-26',
      minutes: 9 * 60 + 30,
    });
  });

  it('is the first of a week that is over, the chosen one, the present hour of an empty week', () => {
    const apres = Date.parse('2026-12-22T12:20:00Z');
    expect(ouCommencer(places, null, apres, paris).jour).toBe('2026-11-23');
    expect(ouCommencer(places, de3, apres, paris)).toEqual({ jour: '2026-11-26', minutes: 9 * 60 + 30 });
    expect(ouCommencer([], de3, apres, paris)).toEqual({ jour: '2026-12-22', minutes: 13 * 60 + 20 });
  });
});

describe('whose créneau a card says it is', () => {
  const site = (flux: string, fluxNom: string, fuseau = 'Europe/Paris') => creneauDe({ flux, fluxNom, fuseau });

  it('is the end of the name when that tells the sites apart', () => {
    const vus = [site('a', 'CFA des Trois Fourneaux – Villeurbanne'), site('b', 'CFA des Trois Fourneaux – Lyon 4e')];
    expect([...marquesDeLieu(vus).values()]).toEqual(['Villeurbanne', 'Lyon 4e']);
    const memes = [site('a', 'CFA des Fours – Lyon'), site('b', 'CFA du Bâtiment – Lyon')];
    expect([...marquesDeLieu(memes).values()]).toEqual(['CFA des Fours – Lyon', 'CFA du Bâtiment – Lyon']);
  });

  it('comes after its hour, where the sites have not the same', () => {
    const vus = [site('a', 'CFA – Lyon'), site('b', 'CFA – Saint-Denis', 'Indian/Reunion')];
    expect([...marquesDeLieu(vus).values()]).toEqual(['heure de Paris · Lyon', 'heure de La Réunion · Saint-Denis']);
  });
});
