import { type OffreCreneau, offreCreneau } from '../../shared/domain/actes/creneau.ts';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import type { CreneauRow } from '../agenda/ligne.ts';

/** To whom a créneau is offered; null when families are not shown it. */
export const offreDe = ({ offre }: Pick<CreneauRow, 'offre'>): OffreCreneau | null => {
  const lue = offre === null ? null : offreCreneau.safeParse(JSON.parse(offre));
  return lue?.success === true ? lue.data : null;
};

/** Families may book until this instant; from it on they are not offered it any more. */
export const fermeLe = ({ debut }: Pick<CreneauRow, 'debut'>): string =>
  new Date(Date.parse(debut) - fermetureMs).toISOString();

/**
 * Whether somebody who came for this training, from there, could book this créneau at that instant: the training is one of
 * its own flux, which the caller checks. One that is cancelled is offered to nobody, and was: who chose it before is told
 * so (agenda/reserver.ts).
 *
 * @param le when she asked, ISO 8601 UTC
 */
export const estOffertA = (
  creneau: CreneauRow,
  { cle, origine, le }: { cle: string; origine: string; le: string },
): boolean => {
  const offre = offreDe(creneau);
  if (offre === null || le >= fermeLe(creneau)) return false;
  if (!offre.origines.some((une) => une === origine)) return false;
  return offre.formations.length === 0 || offre.formations.includes(cle);
};
