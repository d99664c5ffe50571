import { actives } from '../../shared/domain/agenda/places.ts';
import {
  type CreneauRow,
  findCreneau,
  findReservation,
  poserReservations,
  type ReservationRow,
} from '../agenda/ligne.ts';
import { annoncer } from '../agenda/nouvelles.ts';
import { placesDe } from '../agenda/places.ts';
import { reserver } from '../agenda/reserver.ts';
import { reserverDeNouveau } from '../agenda/reserver-de-nouveau.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import { attendre } from './attendues.ts';
import { empreinteJeton, jetonDeReservation, reservationDeDepot } from './cles.ts';
import { estOffertA } from './creneau-offert.ts';
import { dossierDeLaPlace } from './dossier.ts';
import { findDemande } from './etat.ts';
import type { DemandeRow } from './ligne.ts';
import type { Passage } from './passage.ts';

/** The place that somebody asks for with a demande: she chose a créneau on a public page (PROTOCOL 8). */

/**
 * « Complet », about a créneau of her CFA that she may not book (any more): nothing is held, and by the link of the mail
 * she may choose another one. Of another CFA, nothing is said.
 *
 * @param id of the réservation that was asked for
 */
export const refuser = async (
  passage: Passage,
  row: DemandeRow,
  creneau: CreneauRow,
  { id, remplaceId }: { id: string; remplaceId: string | null },
): Promise<void> => {
  const { trx, secret, clock } = passage;
  if ((await findReservation(trx, id)) !== undefined) return;
  const dossierId = await dossierDeLaPlace(passage, row, { fluxId: creneau.flux_id, reservationId: id });
  if (dossierId === null) return;
  const maintenant = clock.now().toISOString();
  const refusee: ReservationRow = {
    id,
    flux_id: creneau.flux_id,
    dossier_id: dossierId,
    creneau_id: creneau.id,
    demande_id: row.id,
    etat: 'complet',
    motif: null,
    rang: (await placesDe(trx, creneau)).rangSuivant,
    demandee_le: maintenant,
    etat_le: maintenant,
    expire_le: null,
    source: 'public',
    remplace_id: remplaceId,
    empreinte_jeton: empreinteJeton(jetonDeReservation(secret, id)),
    boite: null,
  };
  await poserReservations(passage, creneau, [refusee]);
  await annoncer(passage, creneau, refusee, { candidat: 'complet', cfa: null });
};

/** The booking that this person has at this créneau by a demande for the same training, answered or not. */
export const findDejaReservee = async (
  { trx }: Pick<Passage, 'trx'>,
  { cle, cleCourriel, creneauId }: { cle: string; cleCourriel: string; creneauId: string },
): Promise<{ row: DemandeRow; reservation: ReservationRow } | null> => {
  const reservations = await trx
    .selectFrom('reservation')
    .innerJoin('demande', 'demande.id', 'reservation.demande_id')
    .selectAll('reservation')
    .where('reservation.creneau_id', '=', creneauId)
    .where('reservation.etat', 'in', [...actives])
    .where('demande.cle_ministere_educatif', '=', cle)
    .where('demande.cle_courriel', '=', cleCourriel)
    .limit(1)
    .execute();
  const [reservation] = reservations;
  const row = reservation === undefined ? undefined : await findDemande(trx, reservation.demande_id ?? '');
  return reservation === undefined || row === undefined ? null : { row, reservation };
};

/** Told again, to whoever sent the same form twice and may have lost the first mail. */
export const redire = async (passage: Passage, reservation: ReservationRow): Promise<void> => {
  const creneau = await findCreneau(passage.trx, reservation.creneau_id);
  const { etat } = reservation;
  const quoi = etat === 'a_reconfirmer' ? 'deplacee' : etat;
  if (creneau === undefined || quoi === 'annulee' || quoi === 'expiree') return;
  await annoncer(passage, creneau, reservation, { candidat: quoi, cfa: null });
};

/**
 * Books the créneau that came with a form, for the demande that it made or completed. One that is not offered to her (any
 * more) is answered by mail, and nothing is booked; one that this base does not know may come back with a poste.
 *
 * @param recueLe when she asked, ISO 8601 UTC
 * @returns the demande as it stands then
 */
export const reserverPour = async (
  passage: Passage,
  row: DemandeRow,
  depot: Pick<DepotDemande, 'creneau' | 'origine'>,
  recueLe: string,
): Promise<DemandeRow> => {
  const { trx, secret, depotId, estReprise } = passage;
  if (depot.creneau === undefined) return row;
  const id = reservationDeDepot(secret, depotId);
  const { id: creneauId, debut: debutVu } = depot.creneau;
  const creneau = await findCreneau(trx, creneauId);
  const pour = { cle: row.cle_ministere_educatif, origine: depot.origine, le: recueLe };
  const isOffert = creneau !== undefined && (creneau.etat === 'annule' || estOffertA(creneau, pour));
  if (creneau === undefined || (estReprise && !isOffert)) {
    const attendue = { id, demande_id: row.id, creneau_id: creneauId, origine: depot.origine, remplace_id: null };
    await attendre(passage, { ...attendue, debut_vu: debutVu, demandee_le: recueLe }, creneau);
    return row;
  }
  if (!isOffert) {
    await refuser(passage, row, creneau, { id, remplaceId: null });
    return row;
  }
  const dossierId = await dossierDeLaPlace(passage, row, { fluxId: creneau.flux_id, reservationId: id });
  // A créneau of another CFA is not described to her: the demande itself is confirmed, and answered by hers.
  if (dossierId === null) return row;
  const faite = await (estReprise ? reserverDeNouveau : reserver)(passage, {
    id,
    fluxId: creneau.flux_id,
    dossierId,
    creneauId,
    demandeId: row.id,
    debutVu,
    source: 'public',
    remplaceId: null,
    ...(estReprise ? { le: recueLe } : {}),
  });
  // She has a place there already, for another training or by a demande that waits: she is told what she has.
  if (faite !== null && faite.id !== id) await redire(passage, faite);
  return (await findDemande(trx, row.id)) ?? row;
};
