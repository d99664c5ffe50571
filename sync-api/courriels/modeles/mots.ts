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

/** « jeudi 1er octobre 2026 à 18 h », in the zone of the site; says whose hour it is when it is not that of Paris. */
export const momentEnMots = (instant: string, fuseau: string): string => {
  const { heure, minute } = heureCivile(instant, fuseau);
  const minutes = minute === 0 ? '' : `\u00a0${String(minute).padStart(2, '0')}`;
  const ailleurs = fuseau === fuseauParDefaut ? '' : ' (heure du CFA)';
  return `${jourEnMots(instant, fuseau)} à ${heure}\u00a0h${minutes}${ailleurs}`;
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
