import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/**
 * Half of a merge: two actes share `lien_id`, one per flux, each naming its own side only, so that neither flux
 * learns about the other (PROTOCOL 1). The dossier is the envelope's.
 */
export const lienCorps = z.strictObject({ lien_id: uuid, cote: z.enum(['a', 'b']), preuve: texteCourt });
export type LienCorps = z.infer<typeof lienCorps>;

export const lien = definirActe({
  schema: lienCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
