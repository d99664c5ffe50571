import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
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
import type { Clock, Random } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import type { Journal } from '../journal.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { empreinteJeton, jetonDeReservation, reservationDeDepot } from './cles.ts';
import { estOffertA } from './creneau-offert.ts';
import { findDemande } from './etat.ts';
import type { DemandeRow } from './ligne.ts';
import type { Passage } from './passage.ts';

/** The place that somebody asks for with a demande: she chose a créneau on a public page (PROTOCOL 8). */

type Attendue = Selectable<Tables['reservation_attendue']>;

/** Waits for its créneau to be known again, or as it was: postes offer it again after a restore (PROTOCOL 3). */
const attendre = async ({ trx, clock }: Pick<Passage, 'trx' | 'clock'>, attendue: Omit<Attendue, 'depuis_le'>) => {
  const depuis_le = clock.now().toISOString();
  await trx
    .insertInto('reservation_attendue')
    .values({ ...attendue, depuis_le })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ depuis_le }))
    .execute();
};

/**
 * « Complet », about a créneau of her CFA that she may not book (any more): nothing is held, and by the link of the mail
 * she may choose another one.
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
  const maintenant = clock.now().toISOString();
  const refusee: ReservationRow = {
    id,
    flux_id: row.flux_id,
    dossier_id: row.dossier_id,
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
    await attendre(passage, {
      id,
      demande_id: row.id,
      creneau_id: creneauId,
      origine: depot.origine,
      debut_vu: debutVu,
      demandee_le: recueLe,
    });
    return row;
  }
  // A créneau of another CFA is not described to her: the demande itself is confirmed, and answered by hers.
  if (creneau.flux_id !== row.flux_id) return row;
  if (!isOffert) {
    await refuser(passage, row, creneau, { id, remplaceId: null });
    return row;
  }
  const faite = await reserver(passage, {
    id,
    fluxId: row.flux_id,
    dossierId: row.dossier_id,
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

export interface AttenduesDeps {
  db: Kysely<Tables>;
  clock: Clock;
  random: Random;
  journal: Journal;
  /** Tells postes that heads moved, once it is committed. */
  annoncer(tetes: readonly Tete[]): void;
}

/** @returns whether it waits no more */
const reprendreUne = async (
  ecriture: Pick<Passage, 'trx' | 'clock' | 'random' | 'journal' | 'tetes'>,
  id: string,
): Promise<boolean> => {
  const { trx } = ecriture;
  // A write first: SQLite then gives the writer lock at once.
  const une = await trx
    .updateTable('reservation_attendue')
    .set((eb) => ({ depuis_le: eb.ref('depuis_le') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (une === undefined) return true;
  const row = await findDemande(trx, une.demande_id);
  const creneau = await findCreneau(trx, une.creneau_id);
  const estFinie = row === undefined || row.etat === 'annulee';
  if (!estFinie && creneau !== undefined) {
    await lockFlux(trx, [row.flux_id]);
    const pour = { cle: row.cle_ministere_educatif, origine: une.origine, le: une.demandee_le };
    if (creneau.etat !== 'annule' && !estOffertA(creneau, pour)) {
      await attendre(ecriture, une);
      return false;
    }
    await reserver(ecriture, {
      id: une.id,
      fluxId: row.flux_id,
      dossierId: row.dossier_id,
      creneauId: une.creneau_id,
      demandeId: row.id,
      debutVu: une.debut_vu,
      source: 'public',
      remplaceId: null,
      le: une.demandee_le,
    });
  }
  await trx.deleteFrom('reservation_attendue').where('id', '=', une.id).execute();
  return true;
};

/**
 * Makes the bookings that waited for a créneau which a poste has brought back since, in the order in which they were asked.
 *
 * @returns how many wait no more
 * @throws the database's own error when it is busy: to be called again
 */
export const reprendreAttendues = async (deps: AttenduesDeps): Promise<number> => {
  const { db, clock, random, journal } = deps;
  const attendues = await db
    .selectFrom('reservation_attendue')
    .innerJoin('creneau', 'creneau.id', 'reservation_attendue.creneau_id')
    .select('reservation_attendue.id')
    .whereRef('creneau.modifie_le', '>=', 'reservation_attendue.depuis_le')
    .orderBy('reservation_attendue.demandee_le')
    .orderBy('reservation_attendue.id')
    .execute();
  let faites = 0;
  for (const { id } of attendues) {
    const tetes = new Map<string, number>();
    const isFaite = await db.transaction().execute((trx) => reprendreUne({ trx, clock, random, journal, tetes }, id));
    if (isFaite) faites += 1;
    deps.annoncer([...tetes].map(([flux, tete]) => ({ flux, tete })));
    await turn();
  }
  return faites;
};
