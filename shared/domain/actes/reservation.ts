import { z } from 'zod';
import { instant, uuid } from '../../contract/primitives.ts';
import { genreCreneau } from '../agenda/creneaux.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** A booking is only asked for: the server confirms, queues or answers *complet* (PROTOCOL 8). */
export const reservationDemandeeCorps = z.strictObject({
  reservation: uuid,
  creneau: uuid,
  /** The demande it answers, when there is one. */
  demande: uuid.nullable(),
  /** What its author saw and told the family: the server knows by it that the créneau has moved since. */
  genre: genreCreneau,
  debut: instant,
  fin: instant,
  /** The réservation it takes the place of; given up only if this one gets a place. */
  remplace: uuid.nullable(),
});
export type ReservationDemandeeCorps = z.infer<typeof reservationDemandeeCorps>;

export const reservationAnnuleeCorps = z.strictObject({
  reservation: uuid,
  creneau: uuid,
  motif: texteCourt.optional(),
});
export type ReservationAnnuleeCorps = z.infer<typeof reservationAnnuleeCorps>;

/** She comes: to the new hour, although there are too many, or because she takes the place that was offered. */
export const reservationReconfirmeeCorps = z.strictObject({
  reservation: uuid,
  creneau: uuid,
  /** The beginning that was agreed on. */
  debut: instant,
});
export type ReservationReconfirmeeCorps = z.infer<typeof reservationReconfirmeeCorps>;

export const assiduiteEtat = z.enum(['present', 'absent', 'excuse']);
export type AssiduiteEtat = z.infer<typeof assiduiteEtat>;
export const assiduiteCorps = z.strictObject({ reservation: uuid, etat: assiduiteEtat });
export type AssiduiteCorps = z.infer<typeof assiduiteCorps>;

export const reservationDemandee = definirActe({
  schema: reservationDemandeeCorps,
  v: 1,
  faits: ({ reservation, creneau }) => [{ fait: `reservation:${reservation}`, valeur: { etat: 'demandee', creneau } }],
  effet: 'agenda',
  quiPeut: 'operateur',
  defait: 'non',
});

export const reservationAnnulee = definirActe({
  schema: reservationAnnuleeCorps,
  v: 1,
  faits: ({ reservation, creneau }) => [{ fait: `reservation:${reservation}`, valeur: { etat: 'annulee', creneau } }],
  effet: 'agenda',
  quiPeut: 'operateur',
  defait: 'non',
});

export const reservationReconfirmee = definirActe({
  schema: reservationReconfirmeeCorps,
  v: 1,
  faits: ({ reservation, creneau, debut }) => [
    { fait: `reservation:${reservation}`, valeur: { etat: 'reconfirmee', creneau, debut } },
  ],
  effet: 'agenda',
  quiPeut: 'operateur',
  defait: 'non',
});

export const assiduite = definirActe({
  schema: assiduiteCorps,
  v: 1,
  faits: ({ reservation, etat }) => [{ fait: `assiduite:${reservation}`, valeur: etat }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
