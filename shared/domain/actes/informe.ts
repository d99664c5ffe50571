import { z } from 'zod';
import { definirActe } from './definition.ts';

/** The family was told where its data come from (users-and-rules 2.3). */
export const informeCorps = z.strictObject({ canal: z.enum(['oral', 'courriel', 'sms', 'courrier']) });
export type InformeCorps = z.infer<typeof informeCorps>;

export const informe = definirActe({
  schema: informeCorps,
  v: 1,
  // Two colleagues informing by two channels do not contradict each other, hence `true` and not the channel.
  faits: () => [{ fait: 'informe', valeur: true }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
