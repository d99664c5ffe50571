import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';

/** The named acte counts as absent; an annulled `annule` counts as absent too, which restores it. */
export const annuleCorps = z.strictObject({ acte: uuid });
export type AnnuleCorps = z.infer<typeof annuleCorps>;

export const annule = definirActe({
  schema: annuleCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
