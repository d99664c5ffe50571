import type { Kysely } from 'kysely';
import { transmissionLigne } from '../../shared/contract/lignes.ts';
import type { Porteur } from '../flux/droits.ts';
import { isTransmission } from '../store/mouvement.ts';
import type { Tables } from '../store/tables.ts';

const rowsAtOnce = 500;

/**
 * Writes down the lists that a poste has just proved it holds, each once: the first proof is the instant that counts,
 * whatever the poste proves later. Call it for an equal proof only: its head covers every list of the flux.
 *
 * @param flux its head is the one that was proved
 * @param recuLe instant of the proof
 */
export async function noterReceptions(
  trx: Kysely<Tables>,
  porteur: Pick<Porteur, 'posteId' | 'compteId' | 'role'>,
  { id: fluxId, tete }: { id: string; tete: number },
  recuLe: string,
): Promise<void> {
  const rows = await trx
    .selectFrom('ligne as l')
    .select(['l.id', 'l.corps'])
    .where('l.flux_id', '=', fluxId)
    .where('l.seq', '<=', tete)
    .where(isTransmission)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('reception')
            .select('reception.numero')
            .whereRef('reception.transmission_id', '=', 'l.id')
            .where('reception.poste_id', '=', porteur.posteId),
        ),
      ),
    )
    .orderBy('l.seq')
    .execute();
  if (rows.length === 0) return;
  const values = rows.map(({ id, corps }) => {
    const { numero, recue_le: transmiseLe } = transmissionLigne.parse(JSON.parse(corps));
    return {
      transmission_id: id,
      poste_id: porteur.posteId,
      compte_id: porteur.compteId,
      role: porteur.role,
      flux_id: fluxId,
      numero,
      transmise_le: transmiseLe,
      recu_le: recuLe,
    };
  });
  for (let start = 0; start < values.length; start += rowsAtOnce) {
    await trx
      .insertInto('reception')
      .values(values.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['transmission_id', 'poste_id']).doNothing())
      .execute();
  }
}
