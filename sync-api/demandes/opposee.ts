import type { Kysely } from 'kysely';
import { tetesOpposition } from '../actes/opposition.ts';
import type { Tables } from '../store/tables.ts';
import type { DemandeRow } from './ligne.ts';

/** « Ne souhaite plus être contacté » was said in the dossier of this demande: nobody writes to her. */
export const estOpposee = async (
  { trx }: { trx: Kysely<Tables> },
  { flux_id, dossier_id }: Pick<DemandeRow, 'flux_id' | 'dossier_id'>,
): Promise<boolean> => (await tetesOpposition({ trx }, flux_id, dossier_id)).length > 0;
