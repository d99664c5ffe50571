import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { tientUnePlace } from '../../shared/domain/agenda/places.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { findReservation, type ReservationRow } from './ligne.ts';
import { noterAnnulee, type ReservationADemander, reserver } from './reserver.ts';

/**
 * Replayed after a restore, in whatever order postes and deposits come back: staff had already cancelled this booking, or
 * given her another place for it, before it was asked for here.
 *
 * @returns how it ended; null when nobody said so
 */
const finDejaDite = async (
  { trx }: Pick<Ecriture, 'trx'>,
  { id, fluxId, dossierId }: Pick<ReservationADemander, 'id' | 'fluxId' | 'dossierId'>,
): Promise<'cfa' | 'remplacee' | null> => {
  for (const un of actesEffectifs(await listActes(trx, fluxId, dossierId))) {
    if (un.annulePar !== null) continue;
    if (un.type === 'reservation-annulee' && un.corps.reservation === id) return 'cfa';
    // The one that was to take its place found none: she kept this one.
    if (un.type === 'reservation-demandee' && un.corps.remplace === id) {
      const autre = await findReservation(trx, String(un.corps.reservation));
      if (autre !== undefined && tientUnePlace(autre.etat)) return 'remplacee';
    }
  }
  return null;
};

/** {@link reserver}, for what may come back after a restore: what staff ended since is written down as ended. */
export const reserverDeNouveau = async (
  ecriture: Ecriture,
  r: ReservationADemander,
): Promise<ReservationRow | null> => {
  const fin = await finDejaDite(ecriture, r);
  if (fin !== null) await noterAnnulee(ecriture, r, fin);
  return reserver(ecriture, r);
};
