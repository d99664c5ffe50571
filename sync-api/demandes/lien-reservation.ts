import { sql } from 'kysely';
import { estActive } from '../../shared/domain/agenda/places.ts';
import { annulerReservation } from '../agenda/annuler.ts';
import { type CreneauRow, findCreneau, type ReservationRow } from '../agenda/ligne.ts';
import { reconfirmerReservation } from '../agenda/reconfirmer.ts';
import { direInchangee, reserver } from '../agenda/reserver.ts';
import { reserverDeNouveau } from '../agenda/reserver-de-nouveau.ts';
import type { DepotReservation } from '../guichet/depot.ts';
import { attendre } from './attendues.ts';
import { reservationDeDepot } from './cles.ts';
import { estOffertA } from './creneau-offert.ts';
import { dossierDeLaPlace } from './dossier.ts';
import { findDemande } from './etat.ts';
import type { DemandeRow } from './ligne.ts';
import { type Issue, marquer, type Passage } from './passage.ts';
import { refuser } from './reservation.ts';

/** The buttons of the link of a réservation. */

const jourMs = 86_400_000;
/** Other créneaux that one demande takes in a day: beyond it, the link is pressed by a machine. */
export const deplacementsParJour = 10;

type Deplacement = Extract<DepotReservation, { geste: 'deplacer' }>;

export const findParJeton = ({ trx }: Pick<Passage, 'trx'>, empreinte: string): Promise<ReservationRow | undefined> =>
  trx.selectFrom('reservation').selectAll().where('empreinte_jeton', '=', empreinte).executeTakeFirst();

const aTropBouge = async ({ trx, clock }: Passage, demandeId: string): Promise<boolean> => {
  const rows = await trx
    .selectFrom('reservation')
    .select('id')
    .where('demande_id', '=', demandeId)
    .where('source', '=', 'public')
    .where('demandee_le', '>', new Date(clock.now().getTime() - jourMs).toISOString())
    .limit(deplacementsParJour)
    .execute();
  return rows.length === deplacementsParJour;
};

/** She is told once a day that what she has stays: nobody looks at a page that says nothing. */
const direTropBouge = async (passage: Passage, row: ReservationRow): Promise<void> => {
  if (!estActive(row.etat)) return;
  const dit = await passage.trx
    .selectFrom('courriel')
    .select('id')
    .where('demande_id', '=', row.demande_id)
    .where('genre', '=', 'candidat-reservation')
    .where(sql<string>`json_extract(donnees, '$.quoi')`, '=', 'inchangee')
    .where('cree_le', '>', new Date(passage.clock.now().getTime() - jourMs).toISOString())
    .executeTakeFirst();
  if (dit === undefined) await direInchangee(passage, row);
};

/** She gets nothing else: what she has stays, and she is told so; when nothing is left, that there is no place. */
const garder = async (
  passage: Passage,
  row: ReservationRow,
  { id, demande, choisi }: { id: string; demande: DemandeRow; choisi: CreneauRow | undefined },
): Promise<void> => {
  if (estActive(row.etat)) await direInchangee(passage, row);
  else if (choisi !== undefined) await refuser(passage, demande, choisi, { id, remplaceId: row.id });
};

/** « Choisir un autre créneau », among those that are offered to her demande. */
const deplacer = async (
  passage: Passage,
  row: ReservationRow,
  { creneau: choisi }: Deplacement,
  recueLe: string,
): Promise<Issue> => {
  const { trx, secret, depotId, estReprise } = passage;
  const demande = row.demande_id === null ? undefined : await findDemande(trx, row.demande_id);
  // Given by staff without a demande, nothing says what she may choose; replaced, its successor has a link of its own.
  if (demande === undefined || row.motif === 'remplacee' || choisi.id === row.creneau_id) return 'DEPOT_SANS_SUITE';
  if (await aTropBouge(passage, demande.id)) {
    await direTropBouge(passage, row);
    return 'DEPOT_SANS_SUITE';
  }
  const creneau = await findCreneau(trx, choisi.id);
  const id = reservationDeDepot(secret, depotId);
  const pour = { cle: demande.cle_ministere_educatif, origine: demande.origine, le: recueLe };
  const isOffert = creneau?.etat === 'prevu' && estOffertA(creneau, pour);
  if (estReprise && !isOffert && creneau?.etat !== 'annule') {
    const attendue = { id, demande_id: demande.id, creneau_id: choisi.id, origine: demande.origine };
    const quand = { debut_vu: choisi.debut, demandee_le: recueLe, remplace_id: row.id };
    await attendre(passage, { ...attendue, ...quand }, creneau);
    return 'prise';
  }
  const dossierId = isOffert
    ? await dossierDeLaPlace(passage, demande, { fluxId: creneau.flux_id, reservationId: id })
    : null;
  const autre =
    isOffert && dossierId !== null
      ? await (estReprise ? reserverDeNouveau : reserver)(passage, {
          id,
          fluxId: creneau.flux_id,
          dossierId,
          creneauId: choisi.id,
          demandeId: demande.id,
          debutVu: choisi.debut,
          source: 'public',
          remplaceId: row.id,
          ...(estReprise ? { le: recueLe } : {}),
        })
      : null;
  // What was asked of the agenda was answered by it, but to somebody who has a place there already.
  if (dossierId === null || (autre !== null && autre.id !== id))
    await garder(passage, row, { id, demande, choisi: creneau });
  return 'prise';
};

/** « Je viens »: to the new hour, or because she takes the place that was offered. What only the CFA decides stays. */
const venir = async (passage: Passage, row: ReservationRow, debut: string, recueLe: string): Promise<Issue> => {
  const estAttendue = row.etat === 'offerte' || (row.etat === 'a_reconfirmer' && row.motif === 'deplace');
  // In time, by the clock of the intake: reconfirmer.ts says whether a place is still free.
  const peutRepondre = estAttendue || (row.etat === 'expiree' && recueLe < (row.expire_le ?? ''));
  if (!peutRepondre) return 'DEPOT_SANS_SUITE';
  const apres = await reconfirmerReservation(passage, row, debut, { par: 'candidat', le: recueLe });
  return apres?.etat === row.etat ? 'DEPOT_SANS_SUITE' : 'prise';
};

const annuler = async (passage: Passage, row: ReservationRow): Promise<Issue> => {
  if (!estActive(row.etat)) return 'DEPOT_SANS_SUITE';
  await annulerReservation(passage, row, 'candidat');
  return 'prise';
};

const suivre = (passage: Passage, row: ReservationRow, geste: DepotReservation, recueLe: string): Promise<Issue> => {
  switch (geste.geste) {
    case 'venir':
      return venir(passage, row, geste.debut, recueLe);
    case 'annuler':
      return annuler(passage, row);
    case 'deplacer':
      return deplacer(passage, row, geste, recueLe);
  }
};

/** Nothing to change any more, or nothing new: nothing is done. */
export const suivreLienDeReservation = async (
  passage: Passage,
  geste: DepotReservation,
  recueLe: string,
): Promise<Issue> => {
  const row = await findParJeton(passage, geste.empreinte_jeton);
  if (row === undefined) return 'DEPOT_SANS_SUITE';
  const issue = await suivre(passage, row, geste, recueLe);
  if (issue === 'prise') await marquer(passage, row.empreinte_jeton);
  return issue;
};
