import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';

/**
 * A complete new body for an earlier acte of this dossier, which keeps its id, author and place in time. The last
 * live correction counts; annulling it gives the one before, then the original, back. Its faits are the target's.
 */
export const correctionCorps = z.strictObject({ acte: uuid, corps: z.record(z.string(), z.unknown()) });
export type CorrectionCorps = z.infer<typeof correctionCorps>;

export const correction = definirActe({
  schema: correctionCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
