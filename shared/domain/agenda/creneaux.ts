import { z } from 'zod';
import { heureCivile } from '../fuseau.ts';

/** What a créneau is for. An *entretien* is most often for one person; the others are collective. */
export const genreCreneau = z.enum(['entretien', 'reunion', 'portes_ouvertes']);
export type GenreCreneau = z.infer<typeof genreCreneau>;

/** As staff and families read it. */
export const libelleGenre: Readonly<Record<GenreCreneau, string>> = {
  entretien: 'Entretien',
  reunion: 'Réunion d’information',
  portes_ouvertes: 'Portes ouvertes',
};

/**
 * The title of a créneau as it may leave the screens of the CFA: what staff typed for an entretien may name whoever comes,
 * and another one may be offered the same hour.
 */
export const titreMontre = ({ genre, titre }: { genre: GenreCreneau; titre: string | null }): string | null =>
  genre === 'entretien' ? null : titre;

/** Most people at one créneau, and most who may wait for a place of it. */
export const capaciteMax = 500;
export const attenteMax = 500;
/** A day of open doors is long; beyond it somebody mistyped. */
const dureeMaxMs = 12 * 3_600_000;
/** A créneau is no longer offered to families so long before it begins. */
export const fermetureMs = 2 * 3_600_000;

export type HoraireRefuse = 'FIN_AVANT_DEBUT' | 'SUR_DEUX_JOURS' | 'TROP_LONG';

/**
 * Why a créneau cannot take place at these hours, null when it can. Within one civil day of the site: it may end at
 * midnight and not after, whatever the day is worth (23 or 25 hours when the clocks change).
 *
 * @param debut ISO 8601 UTC @param fin ISO 8601 UTC @param fuseau IANA zone of the site
 */
export const refusHoraire = (debut: string, fin: string, fuseau: string): HoraireRefuse | null => {
  if (fin <= debut) return 'FIN_AVANT_DEBUT';
  if (Date.parse(fin) - Date.parse(debut) > dureeMaxMs) return 'TROP_LONG';
  const derniereMs = new Date(Date.parse(fin) - 1).toISOString();
  return heureCivile(debut, fuseau).jour === heureCivile(derniereMs, fuseau).jour ? null : 'SUR_DEUX_JOURS';
};
