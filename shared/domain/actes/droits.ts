import { z } from 'zod';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** The rights of the person: opposition, limitation, erasure (RGPD art. 21, 18, 17). */
export const oppositionCorps = z.strictObject({ motif: texteCourt.optional() });
export type OppositionCorps = z.infer<typeof oppositionCorps>;
export const limitationCorps = z.strictObject({ active: z.boolean() });
export type LimitationCorps = z.infer<typeof limitationCorps>;
export const effacementCorps = z.strictObject({ motif: texteCourt.optional() });
export type EffacementCorps = z.infer<typeof effacementCorps>;

export const opposition = definirActe({
  schema: oppositionCorps,
  v: 1,
  faits: () => [{ fait: 'opposition', valeur: true }],
  effet: 'personne',
  quiPeut: 'operateur',
  defait: 'annule',
});

export const limitation = definirActe({
  schema: limitationCorps,
  v: 1,
  faits: ({ active }) => [{ fait: 'limitation', valeur: active }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});

export const effacement = definirActe({
  schema: effacementCorps,
  v: 1,
  faits: () => [],
  effet: 'personne',
  quiPeut: 'directeur',
  defait: 'non',
});
