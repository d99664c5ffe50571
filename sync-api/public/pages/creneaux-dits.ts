import { type GenreCreneau, libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { estFuseau, fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';

/** « 9 h », « 9 h 05 », where the site is. */
export const direHeure = (instant: string, fuseau: string): string => {
  const { heure, minute } = heureCivile(instant, fuseau);
  return minute === 0 ? `${heure}\u00a0h` : `${heure}\u00a0h\u00a0${String(minute).padStart(2, '0')}`;
};

/** Made once for each zone: a page names as many days as it has créneaux. */
const formats = new Map<string, Intl.DateTimeFormat>();
const formatDe = (fuseau: string): Intl.DateTimeFormat => {
  const known = formats.get(fuseau);
  if (known !== undefined) return known;
  const timeZone = estFuseau(fuseau) ? fuseau : fuseauParDefaut;
  const format = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone });
  formats.set(fuseau, format);
  return format;
};

/** « lundi 2 mars 2026 », where the site is. */
export const direJour = (instant: string, fuseau: string): string => formatDe(fuseau).format(new Date(instant));

interface Horaire {
  debut: string;
  fin: string;
  fuseau: string;
}

/** « 9 h – 9 h 30 » */
export const direHeures = ({ debut, fin, fuseau }: Horaire): string =>
  `${direHeure(debut, fuseau)} –\u00a0${direHeure(fin, fuseau)}`;

/** « lundi 2 mars 2026, de 9 h à 9 h 30 » */
export const direQuand = ({ debut, fin, fuseau }: Horaire): string =>
  `${direJour(debut, fuseau)}, de ${direHeure(debut, fuseau)} à ${direHeure(fin, fuseau)}`;

/** « lundi 2 mars 2026 à 14 h 05 » */
export const direInstant = (instant: string, fuseau: string): string =>
  `${direJour(instant, fuseau)} à ${direHeure(instant, fuseau)}`;

/** « Entretien », « Réunion d’information – Les métiers du bois » */
export const direQuoi = ({ genre, titre }: { genre: GenreCreneau; titre: string | null }): string =>
  titre === null ? libelleGenre[genre] : `${libelleGenre[genre]} – ${titre}`;

/** A place, « en ligne », both, or the CFA itself, which the page names. */
export const direLieu = ({ lieu, enLigne }: { lieu: string | null; enLigne: boolean }): string => {
  if (lieu === null) return enLigne ? 'en ligne' : 'au CFA';
  return enLigne ? `${lieu} ou en ligne` : lieu;
};

/**
 * What is left of a créneau. The page runs this very function in the browser (its text is served, see script-places.ts):
 * it must use nothing but its own parameters.
 */
export function direPlaces(libres: number, listeAttente: boolean): string {
  if (libres === 0) return listeAttente ? 'complet – liste d’attente' : 'complet';
  return libres === 1 ? '1 place' : `${libres} places`;
}
