import { nomsDesJours, nomsDesMois } from '../../shared/domain/calendrier.ts';
import { estFuseau, fuseauParDefaut, heureCivile } from '../../shared/domain/fuseau.ts';
import { pluriel } from './pluriel.ts';

/** Instants that are told where the site is (rdv-apprentissage 3.5: four working days, 18:00 there), not where the poste is. */
const territoires: Readonly<Record<string, string>> = {
  'Europe/Paris': 'Paris',
  'America/Guadeloupe': 'Guadeloupe',
  'America/Martinique': 'Martinique',
  'America/Cayenne': 'Guyane',
  'Indian/Reunion': 'La Réunion',
  'America/Miquelon': 'Saint-Pierre-et-Miquelon',
  'Indian/Mayotte': 'Mayotte',
  'America/St_Barthelemy': 'Saint-Barthélemy',
  'America/Marigot': 'Saint-Martin',
  'Indian/Kerguelen': 'Kerguelen',
  'Pacific/Wallis': 'Wallis-et-Futuna',
  'Pacific/Tahiti': 'Polynésie',
  'Pacific/Noumea': 'Nouvelle-Calédonie',
};

const dayMs = 86_400_000;
/** From this hour on, a deadline of today is « ce soir ». */
const evening = 17;

const minuitDe = (jour: string): number => Date.parse(`${jour}T00:00:00Z`);
const ecartEnJours = (jour: string, depuis: string): number => Math.round((minuitDe(jour) - minuitDe(depuis)) / dayMs);

/** « 18 h », « 17 h 30 », with spaces that never break. */
export const heureMots = ({ heure, minute }: { heure: number; minute: number }): string =>
  [String(heure), 'h', ...(minute === 0 ? [] : [String(minute).padStart(2, '0')])].join('\u00a0');

/** « mardi 24 novembre », « vendredi 1er janvier 2027 » when it is another year than `annee`. @param jour YYYY-MM-DD */
export const jourEnMots = (jour: string, annee?: string): string => {
  const le = new Date(`${jour}T00:00:00Z`);
  const date = le.getUTCDate() === 1 ? '1er' : String(le.getUTCDate());
  const base = `${nomsDesJours[le.getUTCDay()] ?? ''} ${date} ${nomsDesMois[le.getUTCMonth()] ?? ''}`;
  return annee === undefined || annee === jour.slice(0, 4) ? base : `${base} ${jour.slice(0, 4)}`;
};

const jourMots = (jour: string, aujourdhui: string, heure: number): string => {
  const ecart = ecartEnJours(jour, aujourdhui);
  if (ecart === 0) return heure >= evening ? 'ce soir' : 'aujourd’hui';
  if (ecart === 1) return 'demain';
  if (ecart === -1) return 'hier';
  if (ecart > 0 && ecart < 7) return nomsDesJours[new Date(minuitDe(jour)).getUTCDay()] ?? '';
  return jourEnMots(jour, aujourdhui.slice(0, 4));
};

/** « La Réunion »; null for a zone without a name of its own, the whole of the country among them. */
export const nomDuTerritoire = (fuseau: string): string | null =>
  fuseau === fuseauParDefaut ? null : (territoires[fuseau] ?? null);

/** « , heure de La Réunion »; empty where the poste's own clock says the same. An unknown zone is read as Paris. */
export const precisionFuseau = (instant: string, fuseau: string, ici: string): string => {
  const la = heureCivile(instant, fuseau);
  const chezSoi = heureCivile(instant, ici);
  if (la.jour === chezSoi.jour && la.heure === chezSoi.heure && la.minute === chezSoi.minute) return '';
  return `, heure de ${territoires[estFuseau(fuseau) ? fuseau : 'Europe/Paris'] ?? 'cet établissement'}`;
};

/** « ce soir 18 h », « demain 18 h », « jeudi 18 h », « lundi 15 juin 18 h, heure de La Réunion »: in the zone of the site. */
export const instantDuSite = (instant: string, fuseau: string, now: number, ici: string): string => {
  const le = heureCivile(instant, fuseau);
  const { jour } = heureCivile(new Date(now).toISOString(), fuseau);
  return `${jourMots(le.jour, jour, le.heure)} ${heureMots(le)}${precisionFuseau(instant, fuseau, ici)}`;
};

/**
 * The instant at which this poste's clock says what the site's says now: words that are made for the poste's own hours
 * then tell those of the site. @returns ISO 8601 UTC
 */
export const auSite = (instant: string | number, fuseau: string): string => {
  const { jour, heure, minute } = heureCivile(new Date(instant).toISOString(), fuseau);
  const [annee = 0, mois = 1, date = 1] = jour.split('-').map(Number);
  return new Date(annee, mois - 1, date, heure, minute).toISOString();
};

export const joursOuvres = (n: number): string =>
  `${n}\u00a0${pluriel(n, 'jour', 'jours')} ${pluriel(n, 'ouvré', 'ouvrés')}`;

/** « 18 h » of today, « hier 18 h », « vendredi 18 h », « lundi 9 novembre 18 h »: since when, always in the past. */
const depuis = (instant: string, fuseau: string, now: number): string => {
  const le = heureCivile(instant, fuseau);
  const { jour } = heureCivile(new Date(now).toISOString(), fuseau);
  const ecart = ecartEnJours(le.jour, jour);
  if (ecart === 0) return heureMots(le);
  const nom = ecart > -7 && ecart < -1 ? (nomsDesJours[new Date(minuitDe(le.jour)).getUTCDay()] ?? '') : null;
  return `${nom ?? jourMots(le.jour, jour, le.heure)} ${heureMots(le)}`;
};

/**
 * The countdown, always in words of its own: « 2 jours ouvrés », « aujourd’hui », « en retard de 3 jours ouvrés ». Until
 * a whole working day has gone by, it is late since an hour.
 */
export const resteAvant = (
  { jours: n, depassee }: { jours: number; depassee: boolean },
  echeance: string,
  fuseau: string,
  now: number,
): string => {
  if (!depassee) return n <= 0 ? 'aujourd’hui' : joursOuvres(n);
  return n <= 0 ? `en retard depuis ${depuis(echeance, fuseau, now)}` : `en retard de ${joursOuvres(n)}`;
};
