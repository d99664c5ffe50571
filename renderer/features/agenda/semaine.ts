import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { ajouterJours, estJourOuvre, prochainJourOuvre } from '../../../shared/domain/jours-ouvres.ts';

// A week of créneaux, each on the civil day and at the hours of its own site. Days are YYYY-MM-DD.

const jourDeSemaine = (jour: string): number => new Date(`${jour}T00:00:00Z`).getUTCDay();

/** The Monday of the week of a day. */
export const lundiDe = (jour: string): string => ajouterJours(jour, -((jourDeSemaine(jour) + 6) % 7));

/** From where to where créneaux are asked for: civil days begin up to 14 hours apart from those of UTC, the world over. */
export const bornesDe = (lundi: string): { du: string; au: string } => ({
  du: `${ajouterJours(lundi, -1)}T10:00:00.000Z`,
  au: `${ajouterJours(lundi, 7)}T12:00:00.000Z`,
});

export interface EnPlace {
  creneau: CreneauVu;
  /** Civil day at the site, and minutes since its midnight. */
  jour: string;
  debutMin: number;
  finMin: number;
}

const enPlace = (creneau: CreneauVu): EnPlace => {
  const debut = heureCivile(creneau.debut, creneau.fuseau);
  const fin = heureCivile(creneau.fin, creneau.fuseau);
  // The end may be the midnight that closes the day.
  const finMin = fin.jour === debut.jour ? fin.heure * 60 + fin.minute : 24 * 60;
  return { creneau, jour: debut.jour, debutMin: debut.heure * 60 + debut.minute, finMin };
};

/** Those of the week, in the order in which they are read: day, hour, id. */
export const deLaSemaine = (creneaux: readonly CreneauVu[], lundi: string): EnPlace[] => {
  const fin = ajouterJours(lundi, 7);
  return creneaux
    .map(enPlace)
    .filter(({ jour }) => jour >= lundi && jour < fin)
    .sort(
      (a, b) =>
        a.jour.localeCompare(b.jour) ||
        a.debutMin - b.debutMin ||
        a.finMin - b.finMin ||
        a.creneau.id.localeCompare(b.creneau.id),
    );
};

const journee = { debut: 8, fin: 18 } as const;

/** Whole hours that are drawn: the usual day of a CFA, and whatever takes place outside of it. */
export const heuresMontrees = (places: readonly EnPlace[]): { debut: number; fin: number } => ({
  debut: Math.min(journee.debut, ...places.map(({ debutMin }) => Math.floor(debutMin / 60))),
  fin: Math.max(journee.fin, ...places.map(({ finMin }) => Math.ceil(finMin / 60))),
});

/** Whether Saturday or Sunday holds something: an empty week-end leaves its width to the other days. */
export const aUnWeekEnd = (places: readonly EnPlace[]): boolean =>
  places.some(({ jour }) => [0, 6].includes(jourDeSemaine(jour)));

/**
 * Where the week is looked at first: the créneau that is chosen, else the next one with the first hour of those to come;
 * else the first of the week, else the present hour. A day of no week that is shown leads nowhere.
 */
export const ouCommencer = (
  places: readonly EnPlace[],
  choisi: string | null,
  now: number,
  fuseau: string,
): { jour: string; minutes: number } => {
  const ici = places.find(({ creneau }) => creneau.id === choisi);
  if (ici !== undefined) return { jour: ici.jour, minutes: ici.debutMin };
  const aVenir = places.filter(({ creneau }) => Date.parse(creneau.fin) > now);
  const vues = aVenir.length > 0 ? aVenir : places;
  const [premier] = vues;
  if (premier !== undefined) return { jour: premier.jour, minutes: Math.min(...vues.map(({ debutMin }) => debutMin)) };
  const { jour, heure, minute } = heureCivile(new Date(now).toISOString(), fuseau);
  return { jour, minutes: heure * 60 + minute };
};

/** Most créneaux that take place at the same moment of one day, at least 1. */
export const simultanesMax = (places: readonly EnPlace[]): number => {
  let most = 1;
  for (const { jour, debutMin } of places) {
    const alors = places.filter(
      (autre) => autre.jour === jour && autre.debutMin <= debutMin && autre.finMin > debutMin,
    );
    most = Math.max(most, alors.length);
  }
  return most;
};

/**
 * The créneau beside this one, on the nearest day that has any, at the nearest hour.
 *
 * @param sens -1 for the days before, 1 for those after @returns its rank in the week, null when there is none
 */
export const voisin = (places: readonly EnPlace[], rang: number, sens: -1 | 1): number | null => {
  const ici = places[rang];
  if (ici === undefined) return null;
  const ailleurs = places.filter(({ jour }) => (sens === 1 ? jour > ici.jour : jour < ici.jour));
  const jour = (sens === 1 ? ailleurs[0] : ailleurs.at(-1))?.jour;
  if (jour === undefined) return null;
  let nearest: number | null = null;
  let gap = Number.POSITIVE_INFINITY;
  for (const [index, place] of places.entries()) {
    if (place.jour !== jour || Math.abs(place.debutMin - ici.debutMin) >= gap) continue;
    nearest = index;
    gap = Math.abs(place.debutMin - ici.debutMin);
  }
  return nearest;
};

const deuxChiffres = (n: number): string => String(n).padStart(2, '0');

/** As the calendar of the week reads it: a civil time without a zone. */
export const heureDAffichage = (jour: string, minutes: number): string =>
  minutes >= 24 * 60
    ? `${jour} 23:59:59`
    : `${jour} ${deuxChiffres(Math.floor(minutes / 60))}:${deuxChiffres(minutes % 60)}:00`;

/** Where a créneau begins that no hour was pressed for, in minutes since midnight. */
export const matinMin = 9 * 60;
const soirH = 17;

/** The next whole hour while people work, else the next working day in the morning. */
export const prochaineHeure = (now: number, fuseau: string): { jour: string; debutMin: number } => {
  const { jour, heure } = heureCivile(new Date(now).toISOString(), fuseau);
  if (!estJourOuvre(jour) || heure >= soirH) return { jour: prochainJourOuvre(jour), debutMin: matinMin };
  return { jour, debutMin: Math.max(matinMin, (heure + 1) * 60) };
};
