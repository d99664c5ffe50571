import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';

export const affectationCorps = z.strictObject({ operateur: uuid.nullable() });
export type AffectationCorps = z.infer<typeof affectationCorps>;

export const affectation = definirActe({
  schema: affectationCorps,
  v: 1,
  faits: ({ operateur }) => [{ fait: 'affectation', valeur: operateur }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
