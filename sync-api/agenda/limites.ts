import type { Kysely } from 'kysely';
import { actives } from '../../shared/domain/agenda/places.ts';
import { cleDeBoite } from '../../shared/domain/demandes/boite.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { empreinteDeBoite } from '../demandes/cles.ts';
import { findDemande } from '../demandes/etat.ts';
import { lireDemande } from '../demandes/ligne.ts';
import type { Tables } from '../store/tables.ts';
import type { ReservationRow } from './ligne.ts';
import type { ReservationADemander } from './reserver.ts';

/** How much of an agenda one person, or one mailbox, may take by the public pages. Staff book whom they like. */

/** Active bookings to come of one person, or of one demande. */
export const reservationsParPersonne = 3;
/** Active bookings of one mailbox at one créneau: brothers and sisters, under the address of a parent. */
export const reservationsParBoite = 4;

/** The first of her bookings to come, when she holds as many as one person may. */
export const findUneDeTrop = async (
  { trx, clock }: Pick<Ecriture, 'trx' | 'clock'>,
  { demandeId, dossierId, source }: ReservationADemander,
): Promise<ReservationRow | null> => {
  if (source === 'poste') return null;
  const rows = await trx
    .selectFrom('reservation')
    .innerJoin('creneau', 'creneau.id', 'reservation.creneau_id')
    .selectAll('reservation')
    // A place answers a demande: the next form makes another one, of the same person.
    .where((eb) =>
      eb.or([
        eb.and([eb('reservation.dossier_id', '=', dossierId), eb('reservation.source', '=', 'public')]),
        ...(demandeId === null ? [] : [eb('reservation.demande_id', '=', demandeId)]),
      ]),
    )
    .where('reservation.etat', 'in', [...actives])
    .where('creneau.fin', '>', clock.now().toISOString())
    .orderBy('creneau.debut')
    .limit(reservationsParPersonne)
    .execute();
  return rows.length < reservationsParPersonne ? null : (rows[0] ?? null);
};

/**
 * The mailbox that a booking of the public pages was asked with, as a keyed digest: whatever name a form gives, its places
 * are counted together.
 *
 * @returns null for staff, and when the words of the demande are gone
 */
export const lireBoite = async (
  trx: Kysely<Tables>,
  { demandeId, source }: ReservationADemander,
): Promise<string | null> => {
  const demande = source === 'poste' || demandeId === null ? undefined : await findDemande(trx, demandeId);
  const corps = demande === undefined ? null : await lireDemande(trx, demande);
  if (corps?.courriel === undefined) return null;
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return empreinteDeBoite(secret_ine, cleDeBoite(corps.courriel));
};

/** Whether this mailbox has as many bookings at this créneau as one may. */
export const aToutPris = async (
  trx: Kysely<Tables>,
  { creneauId, boite }: { creneauId: string; boite: string | null },
): Promise<boolean> => {
  if (boite === null) return false;
  const rows = await trx
    .selectFrom('reservation')
    .select('id')
    .where('creneau_id', '=', creneauId)
    .where('etat', 'in', [...actives])
    .where('boite', '=', boite)
    .limit(reservationsParBoite)
    .execute();
  return rows.length === reservationsParBoite;
};
