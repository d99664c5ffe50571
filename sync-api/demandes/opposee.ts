import type { Kysely } from 'kysely';
import { foldFaits } from '../../shared/domain/faits.ts';
import { listActes } from '../actes/acte-repository.ts';
import { estPersonneOpposee } from '../actes/opposition.ts';
import type { Tables } from '../store/tables.ts';
import type { DemandeRow } from './ligne.ts';
import { estOuverte } from './ouverte.ts';

/**
 * Nobody writes to her, nor reminds of her: « ne souhaite plus être contacté » was said of the person, or her data are
 * frozen in the dossier of this demande (limitation, RGPD art. 18).
 */
export const estOpposee = async (
  { trx }: { trx: Kysely<Tables> },
  { flux_id, dossier_id }: Pick<DemandeRow, 'flux_id' | 'dossier_id'>,
): Promise<boolean> => {
  const limitation = foldFaits(await listActes(trx, flux_id, dossier_id)).get('limitation');
  // Of two who disagree, the one who froze them is followed.
  if (limitation?.tetes.some(({ valeur }) => valeur === true)) return true;
  return estPersonneOpposee({ trx }, flux_id, dossier_id);
};

/** Whether the CFA is still to be reminded of a demande, at the moment the reminder leaves; false for one that is gone. */
export const estARappeler = async (trx: Kysely<Tables>, demandeId: string): Promise<boolean> => {
  const row = await trx.selectFrom('demande').selectAll().where('id', '=', demandeId).executeTakeFirst();
  return row !== undefined && (await estOuverte(trx, row)) && !(await estOpposee({ trx }, row));
};
