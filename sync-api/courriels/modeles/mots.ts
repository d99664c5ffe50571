import { nomsDesJours, nomsDesMois } from '../../../shared/domain/calendrier.ts';
import { libelleMotif } from '../../../shared/domain/demandes/motifs.ts';
import { fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';
import type { DemandeEcrite } from '../genres.ts';

/** « jeudi 1er octobre 2026 », in a zone. @param instant ISO 8601 UTC */
export const jourEnMots = (instant: string, fuseau: string): string => {
  const { jour } = heureCivile(instant, fuseau);
  const date = new Date(`${jour}T00:00:00.000Z`);
  const quantieme = date.getUTCDate() === 1 ? '1er' : String(date.getUTCDate());
  return `${nomsDesJours[date.getUTCDay()]} ${quantieme} ${nomsDesMois[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};

const heureEnMots = ({ heure, minute }: { heure: number; minute: number }): string =>
  `${heure}\u00a0h${minute === 0 ? '' : `\u00a0${String(minute).padStart(2, '0')}`}`;

/** « jeudi 1er octobre 2026 à 18 h », in the zone of the site; says whose hour it is when it is not that of Paris. */
export const momentEnMots = (instant: string, fuseau: string): string => {
  const ailleurs = fuseau === fuseauParDefaut ? '' : ' (heure du CFA)';
  return `${jourEnMots(instant, fuseau)} à ${heureEnMots(heureCivile(instant, fuseau))}${ailleurs}`;
};

const territoires: Readonly<Record<string, string>> = {
  'America/Guadeloupe': 'de Guadeloupe',
  'America/Martinique': 'de Martinique',
  'America/Cayenne': 'de Guyane',
  'Indian/Reunion': 'de La Réunion',
  'America/Miquelon': 'de Saint-Pierre-et-Miquelon',
  'Indian/Mayotte': 'de Mayotte',
  'America/St_Barthelemy': 'de Saint-Barthélemy',
  'America/Marigot': 'de Saint-Martin',
  'Pacific/Wallis': 'de Wallis-et-Futuna',
  'Pacific/Tahiti': 'de Polynésie',
  'Pacific/Noumea': 'de Nouvelle-Calédonie',
};

/** « (heure de La Réunion) » after an hour of a meeting overseas, which a family may join from elsewhere; else nothing. */
const heureDOu = (fuseau: string): string =>
  fuseau === fuseauParDefaut ? '' : ` (heure ${territoires[fuseau] ?? 'du CFA'})`;

/** « jeudi 18 juin à 14 h 30 (heure de La Réunion) »: short, for a meeting that is near. */
export const momentCourt = (instant: string, fuseau: string): string =>
  `${jourEnMots(instant, fuseau).replace(/ \d{4}$/, '')} à ${heureEnMots(heureCivile(instant, fuseau))}${heureDOu(fuseau)}`;

/** « de 14 h 30 à 15 h », « de 22 h à minuit ». */
export const plageEnMots = ({ debut, fin, fuseau }: { debut: string; fin: string; fuseau: string }): string => {
  const jusque = heureCivile(fin, fuseau);
  const fini = jusque.heure === 0 && jusque.minute === 0 ? 'minuit' : heureEnMots(jusque);
  return `de ${heureEnMots(heureCivile(debut, fuseau))} à ${fini}${heureDOu(fuseau)}`;
};

/** « 1 demande », « 3 demandes ». */
export const compte = (nombre: number, un: string, plusieurs: string): string =>
  `${nombre}\u00a0${nombre < 2 ? un : plusieurs}`;

export const motifsEnMots = ({ motifs }: Pick<DemandeEcrite, 'motifs'>): string =>
  motifs.map((motif) => libelleMotif[motif]).join('\n');

const demiJournee = { matin: 'matin', 'apres-midi': 'après-midi' } as const;

/** « lundi matin, jeudi après-midi » */
export const souhaitsEnMots = ({ souhaits }: Pick<DemandeEcrite, 'souhaits'>): string =>
  souhaits.length === 0
    ? 'à tout moment'
    : souhaits.map(({ jour, demi_journee }) => `${jour} ${demiJournee[demi_journee]}`).join(', ');
