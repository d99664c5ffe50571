import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** A booking is only asked for: the server confirms, queues or answers *complet* (PROTOCOL 8). */
export const reservationDemandeeCorps = z.strictObject({
  reservation: uuid,
  creneau: uuid,
  /** The demande it answers, when there is one. */
  demande: uuid.nullable(),
});
export type ReservationDemandeeCorps = z.infer<typeof reservationDemandeeCorps>;

export const reservationAnnuleeCorps = z.strictObject({
  reservation: uuid,
  creneau: uuid,
  motif: texteCourt.optional(),
});
export type ReservationAnnuleeCorps = z.infer<typeof reservationAnnuleeCorps>;

export const assiduiteCorps = z.strictObject({ reservation: uuid, etat: z.enum(['present', 'absent', 'excuse']) });
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

export const assiduite = definirActe({
  schema: assiduiteCorps,
  v: 1,
  faits: ({ reservation, etat }) => [{ fait: `assiduite:${reservation}`, valeur: etat }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
