import { expect } from 'vitest';
import type { ReservationLigne } from '../../../../shared/contract/lignes.ts';
import type { Acte, ActeOrdonne } from '../../../../shared/domain/actes/acte.ts';
import type { ActeType } from '../../../../shared/domain/actes/catalogue.ts';
import type { ReservationDuDossier } from '../../../../shared/domain/agenda/reservations.ts';
import { situationCandidat } from '../../../../shared/domain/candidat.ts';
import { type DossierEntree, foldDossier } from '../../../../shared/domain/dossier.ts';
import { accepte, acteFictif, appelsFictifs, dossier, enAttente, uuidDe } from '../actes-fictifs.ts';

export const reservation = uuidDe(1, 0xe5);
export const creneau = uuidDe(1, 0xc0);
/** Wednesday, 10:00 to 11:00 in Paris. */
export const debut = '2027-06-16T08:00:00.000Z';
export const fin = '2027-06-16T09:00:00.000Z';
/** Asked for on the Tuesday of the week before, answered at once. */
export const demandeeLe = '2027-06-08T07:00:00.000Z';
/** The second working day after it, first hour of the soft window. */
export const surlendemain = '2027-06-18T08:00:00.000Z';

export const ligneFictive = (change: Partial<ReservationLigne> = {}, id = reservation): ReservationDuDossier => ({
  id,
  ligne: {
    dossier,
    creneau,
    demande: null,
    etat: 'confirmee',
    motif: null,
    genre: 'reunion',
    debut,
    fin,
    rang: 3,
    demandee_le: demandeeLe,
    etat_le: demandeeLe,
    expire_le: null,
    source: 'public',
    remplace: null,
    ...change,
  },
});

const bodies = (id: string): Partial<Record<ActeType, Acte['corps']>> => ({
  'reservation-demandee': { reservation: id, creneau, demande: null, genre: 'reunion', debut, fin, remplace: null },
  'reservation-annulee': { reservation: id, creneau },
  'reservation-reconfirmee': { reservation: id, creneau, debut },
  assiduite: { reservation: id, etat: 'present' },
});

let suivant = 0;
interface Reste {
  id?: string;
  le?: string;
  corps?: Acte['corps'];
  remplace?: Acte['remplace'];
}
/** An acte of the réservation, done at `le`. */
export const acteDe = (
  type: ActeType,
  { id = reservation, le = demandeeLe, corps = {}, remplace = {} }: Reste = {},
) => {
  suivant += 1;
  return acteFictif(uuidDe(suivant, 0xac), type, { ...bodies(id)[type], ...corps }, { fait_le: le, remplace });
};
/** Still in the outbox. */
export const nonParti = (type: ActeType, reste: Reste = {}): ActeOrdonne => enAttente(acteDe(type, reste), 1);
/** Accepted by the server. */
export const recu = (type: ActeType, reste: Reste = {}, seq = 50): ActeOrdonne => accepte(acteDe(type, reste), seq);

export interface Histoire extends Partial<Omit<DossierEntree, 'reservations'>> {
  reservations?: readonly ReservationDuDossier[];
}
export const plier = ({ reservations = [], actes = [], ...reste }: Histoire) =>
  foldDossier({
    id: dossier,
    actes,
    demandes: [],
    reservations,
    voeux: [{ etat: 'actif' }],
    telephones: [],
    fuseau: 'Europe/Paris',
    ...reste,
  });
/** Where the dossier stands; the person of that dossier alone stands there too. */
export const situer = (histoire: Histoire) => {
  const etat = plier(histoire);
  const { situation, ouverte, prochaineAction } = etat;
  expect(situationCandidat([etat])).toMatchObject({ situation, ouverte, prochaineAction });
  return { situation, ouverte, prochaineAction };
};

/** Steps of the office: before it was asked for, before the meeting, after it. */
const pas = (le: string) => appelsFictifs({ disposition: 'SANS_REPONSE', le });
const plan = (pour: string): ActeOrdonne[] => {
  const corps = { quoi: 'rappeler', le: pour, precision: 'heure', qui: null };
  const fait_le = '2027-06-10T14:00:00.000Z';
  return [accepte(acteFictif(uuidDe(1, 0xaf), 'prochaine-action', corps, { fait_le }), 40)];
};
export const avantElle = pas('2027-06-07T08:00:00.000Z');
export const avantLeRdv = pas('2027-06-10T14:00:00.000Z');
export const apresLeRdv = pas('2027-06-16T14:00:00.000Z');
export const planAvant = plan('2027-06-14T08:00:00.000Z');
export const planApres = plan('2027-06-21T08:00:00.000Z');
/** Attendance, half an hour after the end. */
export const notee = (etat: string) => recu('assiduite', { le: '2027-06-16T09:30:00.000Z', corps: { etat } });
