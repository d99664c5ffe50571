import dayjs from 'dayjs';
import 'dayjs/locale/fr';
import { majuscule, pluriel } from './pluriel.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const french = (instant: string | number) => dayjs(instant).locale('fr');

/** « 17 h 30 », « 9 h » on the hour. */
export const heure = (instant: string | number): string => {
  const at = french(instant);
  return at.minute() === 0 ? `${at.hour()} h` : `${at.hour()} h ${at.format('mm')}`;
};

/** « 14 h 12 » from HH:MM, as the core gives the time at the family's. */
export const heureDeTexte = (texte: string): string => {
  const [hours = '', minutes = '00'] = texte.split(':');
  return minutes === '00' ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`;
};

const dayGap = (instant: string | number, now: number): number =>
  Math.round((french(instant).startOf('day').valueOf() - french(now).startOf('day').valueOf()) / day);

const dayNumber = (instant: string | number): string => {
  const at = french(instant);
  return at.date() === 1 ? '1er' : String(at.date());
};

/** « aujourd’hui », « hier », « demain », « mer. 10 juin », with the year when it is another one. */
export const jourRelatif = (instant: string | number, now: number): string => {
  const gap = dayGap(instant, now);
  if (gap === 0) return 'aujourd’hui';
  if (gap === -1) return 'hier';
  if (gap === 1) return 'demain';
  const at = french(instant);
  const base = `${at.format('ddd')} ${dayNumber(instant)} ${at.format('MMM')}`;
  return at.year() === french(now).year() ? base : `${base} ${at.year()}`;
};

/** « 8 juin », « 1er juillet 2025 »: a date that is told, not counted from today. */
export const jourLong = (instant: string | number, now: number): string => {
  const at = french(instant);
  const base = `${dayNumber(instant)} ${at.format('MMMM')}`;
  return at.year() === french(now).year() ? base : `${base} ${at.year()}`;
};

/** « hier 17 h 40 », « lun. 8 juin, 10 h 05 ». */
export const jourEtHeure = (instant: string | number, now: number): string => {
  return `${jourRelatif(instant, now)}${isNear(instant, now) ? ' ' : ', '}${heure(instant)}`;
};

/** « il y a 3 min », « à l’instant », « il y a 2 h », « hier à 17 h 40 ». */
export const ilYA = (instant: string | number, now: number): string => {
  const elapsed = now - french(instant).valueOf();
  if (elapsed < minute) return 'à l’instant';
  if (elapsed < hour) return `il y a ${Math.floor(elapsed / minute)} min`;
  if (elapsed < 12 * hour && dayGap(instant, now) === 0) return `il y a ${Math.floor(elapsed / hour)} h`;
  const days = -dayGap(instant, now);
  if (days <= 1) return `${jourRelatif(instant, now)} à ${heure(instant)}`;
  if (days < 7) return `il y a ${days} jours`;
  return `le ${jourRelatif(instant, now)}`;
};

/** « 850 ms », « 2,4 s », « 1 min 12 s ». */
export const duree = (ms: number): string => {
  if (ms < 1000) return `${ms} ms`;
  if (ms < minute) return `${(ms / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} s`;
  return `${Math.floor(ms / minute)} min ${Math.floor((ms % minute) / 1000)} s`;
};

/** « dans 8 s ». */
export const secondesRestantes = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

/** Yesterday, today or tomorrow: days that have a word of their own. */
export const isNear = (instant: string | number, now: number): boolean => Math.abs(dayGap(instant, now)) < 2;

/** When a planned call is due, for a table cell: « Auj. » and « 17 h 30 », « Demain », « Ven. 12 juin » and « 9 h ». */
export const echeance = (
  le: string,
  precision: 'heure' | 'jour' | null,
  now: number,
): { jour: string; heure: string | null } => {
  const exact = precision === 'heure';
  const day = exact && dayGap(le, now) === 0 ? 'auj.' : jourRelatif(le, now);
  return { jour: majuscule(day), heure: exact ? heure(le) : null };
};

/** A planned day is late once that day is over, a planned hour once it has passed. */
export const estEnRetard = (le: string, precision: 'heure' | 'jour' | null, now: number): boolean =>
  precision === 'jour' ? dayGap(le, now) < 0 : french(le).valueOf() < now;

/** The hour in an IANA zone, « 14 h 12 »; null when the zone is not known to the page. */
export const heureDansFuseau = (now: number, fuseau: string): string | null => {
  try {
    const parts = new Intl.DateTimeFormat('fr-FR', {
      timeZone: fuseau,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(now);
    return heureDeTexte(parts);
  } catch {
    return null;
  }
};

export const jours = (n: number): string => pluriel(n, 'jour', 'jours');
