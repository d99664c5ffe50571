import { type ActeConnu, type ActeDe, catalogue } from '../../shared/domain/actes/catalogue.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { annulerReservation } from './annuler.ts';
import { suivreCreneau } from './creneaux.ts';
import { reconfirmerReservation } from './reconfirmer.ts';
import type { ReservationADemander } from './reserver.ts';
import { reserverDeNouveau } from './reserver-de-nouveau.ts';

/** Whether {@link suivreActeAgenda} has anything to do: such an acte is not written together with others. */
export const concerneAgenda = (acte: ActeConnu): boolean => catalogue[acte.type].effet === 'agenda';

const demander = async (ecriture: Ecriture, acte: ActeDe<'reservation-demandee'>, le?: string): Promise<void> => {
  const { corps } = acte;
  const r: ReservationADemander = {
    id: corps.reservation,
    fluxId: acte.flux,
    dossierId: acte.dossier,
    creneauId: corps.creneau,
    demandeId: corps.demande,
    debutVu: corps.debut,
    source: 'poste',
    remplaceId: corps.remplace,
    ...(le === undefined ? {} : { ecriteLe: le }),
  };
  await reserverDeNouveau(ecriture, r);
};

/**
 * After an acte of the agenda was written: what the server makes of it, in the same transaction.
 *
 * @param le when it was done, corrected, whenever the poste came back: an offer that was taken in time is while a place is
 * left, and somebody put down before the meeting was not yet at its door
 */
export const suivreActeAgenda = async (ecriture: Ecriture, acte: ActeConnu, le?: string): Promise<void> => {
  switch (acte.type) {
    case 'creneau-cree':
    case 'creneau-modifie':
    case 'creneau-annule':
      return suivreCreneau(ecriture, acte);
    case 'reservation-demandee':
      return demander(ecriture, acte, le);
    case 'reservation-annulee':
      await annulerReservation(ecriture, { id: acte.corps.reservation }, 'cfa');
      return;
    case 'reservation-reconfirmee':
      await reconfirmerReservation(ecriture, { id: acte.corps.reservation }, acte.corps.debut, {
        par: 'cfa',
        ...(le === undefined ? {} : { le }),
      });
      return;
    default:
      return;
  }
};
