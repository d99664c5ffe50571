import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { estActive } from '../../shared/domain/agenda/places.ts';
import { listActes } from '../../sync-api/actes/acte-repository.ts';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { reponduAutrementLe } from '../../sync-api/demandes/etat.ts';
import { broken } from './invariants-base.ts';
import type { World } from './world.ts';

/** What becomes of a demande with its réservations: answered by a place that is hers, open again when it is taken back. */
export async function checkDemandesAgenda(world: World, rows: readonly ReservationRow[]): Promise<void> {
  const { db } = world.server;
  const demandes = await db.selectFrom('demande').selectAll().orderBy('id').execute();
  const byDemande = Map.groupBy(rows, ({ demande_id }) => demande_id);
  for (const demande of demandes) {
    const own = byDemande.get(demande.id) ?? [];
    if (own.some(({ dossier_id }) => dossier_id !== demande.dossier_id))
      throw broken(world, 'a réservation answers the demande of somebody else', { demande, own });
    if (own.length === 0 || demande.etat === 'annulee') continue;
    const isHeld = own.some(({ etat }) => etat === 'confirmee');
    if (isHeld && demande.etat !== 'repondue')
      throw broken(world, 'a place is hers and her demande still waits', { demande, own });
    if (demande.etat !== 'repondue' || isHeld || own.some(({ etat }) => etat === 'a_reconfirmer')) continue;
    if ((await reponduAutrementLe(db, demande)) !== null || (await isCalledOtherwise(world, demande))) continue;
    // Whatever became of the newer one since.
    const isReplaced = demandes.some(
      (other) =>
        other.id !== demande.id &&
        other.recue_le >= demande.recue_le &&
        other.cle_ministere_educatif === demande.cle_ministere_educatif &&
        (other.cle_courriel === demande.cle_courriel || other.cle_telephone === demande.cle_telephone),
    );
    // She gave her place up and still waits for another one.
    const isWaiting = own.some(({ etat }) => estActive(etat)) && own.some(({ motif }) => motif === 'candidat');
    if (!isReplaced && !isWaiting)
      throw broken(world, 'a demande passes for answered, and nothing answers it', { demande, own });
  }
}

/** An answer that was undone since leaves it as its actes say: invariants-demandes.ts compares those. */
async function isCalledOtherwise(
  world: World,
  { flux_id, dossier_id }: { flux_id: string; dossier_id: string },
): Promise<boolean> {
  const effectifs = actesEffectifs(await listActes(world.server.db, flux_id, dossier_id));
  return effectifs.some(({ type, annulePar }) => (type === 'reponse' || type === 'appel') && annulePar !== null);
}
