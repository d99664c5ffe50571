import {
  actives,
  estActive,
  type ReponseReservation,
  repondreReservation,
  tientUnePlace,
} from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { empreinteJeton, jetonDeReservation } from '../demandes/cles.ts';
import { terminee } from './annuler.ts';
import { type CreneauRow, findCreneau, findReservation, poserReservations, type ReservationRow } from './ligne.ts';
import { aToutPris, findUneDeTrop, lireBoite } from './limites.ts';
import { annoncer, type Nouvelle } from './nouvelles.ts';
import { type Places, placesDe } from './places.ts';
import { promouvoir } from './promotion.ts';

export interface ReservationADemander {
  /** Chosen by who asks: asked again under it, nothing more happens. */
  id: string;
  fluxId: string;
  dossierId: string;
  creneauId: string;
  demandeId: string | null;
  /** The beginning that its author saw, ISO 8601 UTC. */
  debutVu: string;
  source: 'public' | 'poste';
  /** The booking that this one takes the place of. */
  remplaceId: string | null;
  /** When she asked, ISO 8601 UTC, for a base put back from a backup that settles it again; now when not given. */
  le?: string;
  /** When its author wrote it, corrected: somebody put down before the meeting was not yet at its door. `le`, or now. */
  ecriteLe?: string;
}

const findActive = ({ trx }: Ecriture, { creneauId, dossierId }: ReservationADemander) =>
  trx
    .selectFrom('reservation')
    .selectAll()
    .where('creneau_id', '=', creneauId)
    .where('dossier_id', '=', dossierId)
    .where('etat', 'in', [...actives])
    .executeTakeFirst();

/** What it takes the place of, while that is still hers; what is over is only named. */
const findRemplacee = async (
  { trx }: Ecriture,
  { remplaceId, dossierId, demandeId }: ReservationADemander,
): Promise<ReservationRow | null> => {
  const row = remplaceId === null ? undefined : await findReservation(trx, remplaceId);
  if (row === undefined || !estActive(row.etat)) return null;
  // In the flux of another campagne she has another dossier, and the same demande.
  const estSienne = row.dossier_id === dossierId || (demandeId !== null && row.demande_id === demandeId);
  return estSienne ? row : null;
};

/** What it takes the place of is to be booked again first: this base was put back from a backup. */
const estAttendue = async ({ trx }: Ecriture, { remplaceId: id }: ReservationADemander): Promise<boolean> =>
  id !== null &&
  (await trx.selectFrom('reservation_attendue').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

const repondre = (
  places: Places,
  { debutVu, source, le, ecriteLe }: ReservationADemander,
  maintenant: string,
  enEchange: boolean,
): ReponseReservation => {
  const reponse = repondreReservation(places, debutVu, ecriteLe ?? le ?? maintenant, source);
  // She keeps the place she has rather than wait for another one; and nobody waits for a meeting that has begun.
  const attendEnVain = enEchange || (le ?? maintenant) >= places.debut;
  return attendEnVain && reponse.etat === 'attente' ? { etat: 'complet', motif: null } : reponse;
};

const nouvelleDe = ({ etat, source }: ReservationRow, enEchange: boolean): Nouvelle => {
  const estPublique = source === 'public';
  switch (etat) {
    case 'a_reconfirmer':
      return { candidat: 'deplacee', cfa: estPublique ? (enEchange ? 'deplacee' : 'prise') : null };
    case 'attente':
      return { candidat: 'attente', cfa: estPublique ? 'attente' : null };
    case 'complet':
      return { candidat: 'complet', cfa: null };
    case 'annulee':
      return { candidat: 'creneau_annule', cfa: null };
    default:
      return { candidat: 'confirmee', cfa: estPublique ? (enEchange ? 'deplacee' : 'prise') : null };
  }
};

const nouvelleReservation = async (
  { trx, clock }: Ecriture,
  r: ReservationADemander,
  rang: number,
  { etat, motif, boite = null }: Pick<ReservationRow, 'etat' | 'motif'> & { boite?: string | null },
): Promise<ReservationRow> => {
  const maintenant = clock.now().toISOString();
  const demandeeLe = r.le !== undefined && r.le < maintenant ? r.le : maintenant;
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return {
    id: r.id,
    flux_id: r.fluxId,
    dossier_id: r.dossierId,
    creneau_id: r.creneauId,
    demande_id: r.demandeId,
    etat,
    motif,
    rang,
    demandee_le: demandeeLe,
    etat_le: demandeeLe,
    expire_le: null,
    source: r.source,
    remplace_id: r.remplaceId,
    empreinte_jeton: empreinteJeton(jetonDeReservation(secret_ine, r.id)),
    boite,
  };
};

/** Gives up the booking that another one took the place of: the mail of that one says so. */
const donnerSaPlace = async (ecriture: Ecriture, remplacee: ReservationRow): Promise<void> => {
  const creneau = await findCreneau(ecriture.trx, remplacee.creneau_id);
  if (creneau === undefined) return;
  const row = terminee(ecriture, remplacee, 'remplacee');
  await poserReservations(ecriture, creneau, [row]);
  await promouvoir(ecriture, creneau.id);
};

/**
 * Staff booked her twice: the second one is over at once, so that no poste waits for its answer. The demande that it was
 * to answer is answered by the first, when that one answered none; what it was to take the place of is given up, while she
 * has a place here.
 */
const dejaVenue = async (
  ecriture: Ecriture,
  creneau: CreneauRow,
  active: ReservationRow,
  r: ReservationADemander,
  { rangSuivant }: Places,
): Promise<ReservationRow> => {
  const enTrop = await nouvelleReservation(ecriture, r, rangSuivant, { etat: 'annulee', motif: 'remplacee' });
  const gardee = { ...active, demande_id: active.demande_id ?? r.demandeId };
  await poserReservations(ecriture, creneau, gardee.demande_id === active.demande_id ? [enTrop] : [enTrop, gardee]);
  const remplacee = tientUnePlace(active.etat) ? await findRemplacee(ecriture, r) : null;
  if (remplacee !== null && remplacee.id !== active.id) await donnerSaPlace(ecriture, remplacee);
  return gardee;
};

/**
 * Settles one booking (PROTOCOL 8), in the caller's transaction, which holds the writer lock: a place, the waiting list, or
 * *complet*. Its row, its line of the flux, the mails, and what the guichet is to be told are written with it.
 *
 * Asked again under the same id, or by somebody who already has a booking at this créneau, it moves nothing; staff who
 * booked a second one are answered `annulee` `remplacee` under its id. With `remplaceId`, the former one is given up only
 * when this one holds a place; else this one ends `complet` and she is told that nothing changed.
 *
 * @returns the booking of this person at this créneau as it stands; null when the flux has no such créneau, or when the
 * public pages ask for more than one person may hold (limites.ts)
 */
export const reserver = async (ecriture: Ecriture, r: ReservationADemander): Promise<ReservationRow | null> => {
  const { trx, clock } = ecriture;
  const connue = await findReservation(trx, r.id);
  if (connue !== undefined) return connue.flux_id === r.fluxId ? connue : null;
  const creneau = await findCreneau(trx, r.creneauId);
  if (creneau === undefined || creneau.flux_id !== r.fluxId) return null;
  const places = await placesDe(trx, creneau);
  const active = await findActive(ecriture, r);
  if (active !== undefined) return r.source === 'public' ? active : dejaVenue(ecriture, creneau, active, r, places);
  const remplacee = await findRemplacee(ecriture, r);
  const deTrop = remplacee === null ? await findUneDeTrop(ecriture, r) : null;
  if (deTrop !== null) {
    await direInchangee(ecriture, deTrop);
    return null;
  }
  const enEchange = remplacee !== null || (await estAttendue(ecriture, r));
  const boite = await lireBoite(trx, r);
  const estDeTrop = await aToutPris(trx, { creneauId: creneau.id, boite });
  const reponse: ReponseReservation = estDeTrop
    ? { etat: 'complet', motif: null }
    : repondre(places, r, clock.now().toISOString(), enEchange);
  // What answered her demande still does, whoever moved it.
  const demandeId = r.demandeId ?? remplacee?.demande_id ?? null;
  const row = await nouvelleReservation(ecriture, { ...r, demandeId }, places.rangSuivant, { ...reponse, boite });
  await poserReservations(ecriture, creneau, [row]);
  if (remplacee === null)
    await annoncer(ecriture, creneau, row, estDeTrop ? { candidat: 'limite', cfa: null } : nouvelleDe(row, false));
  else if (tientUnePlace(row.etat)) {
    await donnerSaPlace(ecriture, remplacee);
    await annoncer(ecriture, creneau, row, nouvelleDe(row, true));
  } else await direInchangee(ecriture, remplacee);
  return row;
};

/** She wanted another créneau that had no place: the one that she has stays. */
export const direInchangee = async (ecriture: Ecriture, row: ReservationRow): Promise<void> => {
  const creneau = await findCreneau(ecriture.trx, row.creneau_id);
  if (creneau !== undefined) await annoncer(ecriture, creneau, row, { candidat: 'inchangee', cfa: null });
};

/** A booking that ended before this server heard of it: written down, told to nobody. */
export const noterAnnulee = async (
  ecriture: Ecriture,
  r: ReservationADemander,
  motif: 'cfa' | 'remplacee',
): Promise<void> => {
  const creneau = await findCreneau(ecriture.trx, r.creneauId);
  if (creneau === undefined || (await findReservation(ecriture.trx, r.id)) !== undefined) return;
  const { rangSuivant } = await placesDe(ecriture.trx, creneau);
  const row = await nouvelleReservation(ecriture, r, rangSuivant, { etat: 'annulee', motif });
  await poserReservations(ecriture, creneau, [row]);
};
