import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteCourt, texteLong } from './textes.ts';

/** A message the person sent with their own tools; the server sends nothing for it. */
export const messageCorps = z.strictObject({
  canal: z.enum(['courriel', 'sms', 'courrier']),
  objet: texteCourt.optional(),
  texte: texteLong,
  modele: uuid.nullable(),
});
export type MessageCorps = z.infer<typeof messageCorps>;

export const message = definirActe({
  schema: messageCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
