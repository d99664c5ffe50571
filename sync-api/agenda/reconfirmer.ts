import { actives } from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import type { NouvelleReservation } from '../courriels/genres.ts';
import { type CreneauRow, findCreneau, findReservation, poserReservations, type ReservationRow } from './ligne.ts';
import { annoncer } from './nouvelles.ts';
import { type Places, placesDe } from './places.ts';
import { laisserExpirer, promouvoir } from './promotion.ts';

type Suite = Pick<ReservationRow, 'etat' | 'motif'>;

const confirmee: Suite = { etat: 'confirmee', motif: null };

/** What her word makes of a booking; null when it changes nothing. */
const suiteDe = (row: ReservationRow, creneau: CreneauRow, places: Places, debut: string): Suite | null => {
  const estLaBonneHeure = debut === creneau.debut;
  switch (row.etat) {
    case 'offerte':
      return estLaBonneHeure ? confirmee : { etat: 'a_reconfirmer', motif: 'deplace' };
    case 'a_reconfirmer':
      if (row.motif === 'capacite') return confirmee;
      if (!estLaBonneHeure) return null;
      // Moved and made smaller: the places are for those who answered first.
      return places.sures < places.capacite ? confirmee : { etat: 'a_reconfirmer', motif: 'capacite' };
    // An offer that was taken in time, and lapsed before this server heard of it.
    case 'expiree':
    case 'attente':
      if (places.prises >= places.capacite) return null;
      return estLaBonneHeure ? confirmee : { etat: 'a_reconfirmer', motif: 'deplace' };
    default:
      return null;
  }
};

/** Too many is for the CFA to settle: she is told nothing that it would have to take back. */
const nouvelleDe = ({ etat, motif }: Suite): NouvelleReservation | null => {
  if (etat === 'confirmee') return 'confirmee';
  return motif === 'capacite' ? null : 'deplacee';
};

/** She asked for another place at this créneau since. */
const aUneAutre = async (trx: Ecriture['trx'], { creneau_id, dossier_id }: ReservationRow): Promise<boolean> =>
  (await trx
    .selectFrom('reservation')
    .select('id')
    .where('creneau_id', '=', creneau_id)
    .where('dossier_id', '=', dossier_id)
    .where('etat', 'in', [...actives])
    .executeTakeFirst()) !== undefined;

/**
 * « Elle vient »: she takes the place that was offered, comes to the new hour, or although there are too many; somebody
 * who waits is given a place that is free. Anything else changes nothing.
 *
 * @param debut the beginning that was agreed on, ISO 8601 UTC
 * @param qui who says it (the CFA is told of what it did not do itself), and when: an offer counts as taken in time when
 * she answered before its end, even if this server heard of it later: lapsed meanwhile, it is taken if a place is free.
 * Now when not given.
 * @returns as it stands now; null when it is gone
 */
export const reconfirmerReservation = async (
  ecriture: Ecriture,
  { id }: Pick<ReservationRow, 'id'>,
  debut: string,
  { par = 'candidat', le }: { par?: 'candidat' | 'cfa'; le?: string } = {},
): Promise<ReservationRow | null> => {
  const { trx, clock } = ecriture;
  const row = await findReservation(trx, id);
  if (row === undefined) return null;
  const creneau = await findCreneau(trx, row.creneau_id);
  if (creneau === undefined || creneau.etat === 'annule') return row;
  const maintenant = clock.now().toISOString();
  if (row.etat === 'offerte' && row.expire_le !== null && (le ?? maintenant) >= row.expire_le)
    return laisserExpirer(ecriture, row);
  if (row.etat === 'expiree' && ((le ?? maintenant) >= (row.expire_le ?? '') || (await aUneAutre(trx, row))))
    return row;
  const suite = suiteDe(row, creneau, await placesDe(trx, creneau), debut);
  if (suite === null) return row;
  const venue: ReservationRow = { ...row, ...suite, etat_le: maintenant, expire_le: null };
  await poserReservations(ecriture, creneau, [venue]);
  await annoncer(ecriture, creneau, venue, {
    candidat: nouvelleDe(suite),
    cfa: par === 'candidat' && suite.etat === 'confirmee' ? 'reconfirmee' : null,
  });
  await promouvoir(ecriture, creneau.id);
  return venue;
};
