import type { Kysely } from 'kysely';
import { type OffreCreneau, offreCreneau } from '../../shared/domain/actes/creneau.ts';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import type { CreneauRow } from '../agenda/ligne.ts';
import type { Tables } from '../store/tables.ts';

/** To whom a créneau is offered; null when families are not shown it. */
export const offreDe = ({ offre }: Pick<CreneauRow, 'offre'>): OffreCreneau | null => {
  const lue = offre === null ? null : offreCreneau.safeParse(JSON.parse(offre));
  return lue?.success === true ? lue.data : null;
};

/** Families may book until this instant; from it on they are not offered it any more. */
export const fermeLe = ({ debut }: Pick<CreneauRow, 'debut'>): string =>
  new Date(Date.parse(debut) - fermetureMs).toISOString();

/** A training of the couple of this flux: whatever its acte names, a créneau is offered for those of its own site only. */
const estDuCouple = async (trx: Kysely<Tables>, fluxId: string, cle: string): Promise<boolean> =>
  (await trx
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .innerJoin('formation_catalogue as f', (join) =>
      join
        .onRef('f.siret_responsable', '=', 'relation.siret_responsable')
        .onRef('f.siret_formateur', '=', 'relation.siret_formateur'),
    )
    .select('flux.id')
    .where('flux.id', '=', fluxId)
    .where('f.cle_ministere_educatif', '=', cle)
    .executeTakeFirst()) !== undefined;

/**
 * Whether somebody who came for this training, from there, could book this créneau at that instant. One that is cancelled
 * is offered to nobody, and was: who chose it before is told so (agenda/reserver.ts).
 *
 * @param le when she asked, ISO 8601 UTC
 */
export const estOffertA = async (
  trx: Kysely<Tables>,
  creneau: CreneauRow,
  { cle, origine, le }: { cle: string; origine: string; le: string },
): Promise<boolean> => {
  const offre = offreDe(creneau);
  if (offre === null || le >= fermeLe(creneau)) return false;
  if (!offre.origines.some((une) => une === origine)) return false;
  if (offre.formations.length > 0 && !offre.formations.includes(cle)) return false;
  return estDuCouple(trx, creneau.flux_id, cle);
};
