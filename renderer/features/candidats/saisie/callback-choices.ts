import { heureCivile, instantCivil } from '../../../../shared/domain/fuseau.ts';
import {
  ajouterJours,
  ajouterJoursOuvres,
  estJourOuvre,
  territoireDuFuseau,
} from '../../../../shared/domain/jours-ouvres.ts';

export interface CallbackChoice {
  label: string;
  le: string;
  precision: 'heure' | 'jour';
}

const morning = 10;
const afternoon = 14;
const evening = 17;
const lastHour = 20;

const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const weekdayOf = (jour: string): string => weekdays[new Date(`${jour}T12:00:00Z`).getUTCDay()] ?? '';

/** In so many minutes, on the next five of the clock. */
const soon = (now: number, minutes: number): string =>
  new Date(Math.ceil((now + minutes * 60_000) / 300_000) * 300_000).toISOString();

const monday = 1;
/** The Monday that comes after a day, YYYY-MM-DD. */
const nextMonday = (jour: string): string => {
  let day = ajouterJours(jour, 1);
  while (new Date(`${day}T12:00:00Z`).getUTCDay() !== monday) day = ajouterJours(day, 1);
  return day;
};

/** The usual answers to « quand rappeler ? », on working days, in the zone of this poste; never one that has passed. */
export const callbackChoices = (now: number, fuseau: string): CallbackChoice[] => {
  const maintenant = new Date(now).toISOString();
  const { jour, heure } = heureCivile(maintenant, fuseau);
  const territoire = territoireDuFuseau(fuseau);
  const at = (day: string, hour: number): string => instantCivil({ jour: day, heure: hour, minute: 0 }, fuseau);
  const choices: CallbackChoice[] = [];
  if (estJourOuvre(jour, territoire) && heure < lastHour) {
    choices.push({ label: 'Dans 30 min', le: soon(now, 30), precision: 'heure' });
    choices.push({ label: 'Dans 1 h', le: soon(now, 60), precision: 'heure' });
    if (heure < afternoon) choices.push({ label: 'Cet après-midi', le: at(jour, afternoon), precision: 'heure' });
    else if (heure < evening) choices.push({ label: 'Ce soir, 17 h', le: at(jour, evening), precision: 'heure' });
  }
  const next = ajouterJoursOuvres(jour, 1, territoire);
  const day =
    next === ajouterJours(jour, 1) ? 'Demain' : `${weekdayOf(next).charAt(0).toUpperCase()}${weekdayOf(next).slice(1)}`;
  choices.push({ label: `${day} matin`, le: at(next, morning), precision: 'heure' });
  choices.push({ label: `${day} après-midi`, le: at(next, afternoon), precision: 'heure' });
  choices.push({ label: `${day}, dans la journée`, le: at(next, morning), precision: 'jour' });
  const later = ajouterJoursOuvres(jour, 3, territoire);
  choices.push({ label: 'Dans 3 jours ouvrés', le: at(later, morning), precision: 'jour' });
  const week = ajouterJoursOuvres(jour, 5, territoire);
  choices.push({ label: 'Dans une semaine', le: at(week, morning), precision: 'jour' });
  const lundi = nextMonday(jour);
  if (lundi !== next && estJourOuvre(lundi, territoire))
    choices.push({ label: 'Lundi matin', le: at(lundi, morning), precision: 'heure' });
  return choices;
};

/**
 * Which of them was chosen, -1 for none: « Cet après-midi » may be in an hour to the minute, and only one is shown as
 * chosen. All stay in their place, whose digit is known by heart.
 */
export const rangChoisi = (choices: readonly CallbackChoice[], chosen: CallbackChoice | null): number => {
  const isMoment = ({ le, precision }: CallbackChoice): boolean =>
    chosen !== null && chosen.le === le && chosen.precision === precision;
  const named = choices.findIndex((choice) => isMoment(choice) && choice.label === chosen?.label);
  return named === -1 ? choices.findIndex(isMoment) : named;
};
