import type { Kysely } from 'kysely';
import { titreMontre } from '../../shared/domain/agenda/creneaux.ts';
import { aSaPlace } from '../../shared/domain/agenda/places.ts';
import { lireOrigine } from '../../shared/domain/demandes/origines.ts';
import type { TablesGuichet } from '../guichet/tables.ts';
import type { Tables } from '../store/tables.ts';
import { lireReservationEcrite } from './ecrite.ts';
import type { ReservationRow } from './ligne.ts';

/**
 * What the page of the link of a réservation may show: the meeting and where it stands, nothing of the person. The address
 * of an online meeting is shown only while she is to come, and leaves the guichet once it is over (offres.ts).
 *
 * @returns null when the créneau or the person is gone: the link leads nowhere any more
 */
export const suiviDeReservation = async (
  db: Kysely<Tables>,
  row: ReservationRow,
): Promise<TablesGuichet['suivi_reservation'] | null> => {
  const ecrite = await lireReservationEcrite(db, row);
  if (ecrite === null) return null;
  const { reservation } = ecrite;
  const demande =
    row.demande_id === null
      ? undefined
      : await db.selectFrom('demande').select('origine').where('id', '=', row.demande_id).executeTakeFirst();
  return {
    empreinte_jeton: row.empreinte_jeton,
    cle_ministere_educatif: reservation.cleMinistereEducatif,
    origine: demande === undefined ? null : lireOrigine(demande.origine),
    intitule: reservation.formation,
    raison_sociale: reservation.cfa,
    creneau_id: row.creneau_id,
    genre: reservation.genre,
    titre: titreMontre(reservation),
    debut: reservation.debut,
    fin: reservation.fin,
    fuseau: reservation.fuseau,
    lieu: reservation.lieu,
    lien: aSaPlace(row) ? reservation.lien : null,
    consigne: reservation.consigne,
    etat: row.etat,
    motif: row.motif,
    expire_le: row.expire_le,
  };
};
