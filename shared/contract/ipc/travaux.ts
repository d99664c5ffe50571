import { z } from 'zod';
import { errorCode } from '../errors.ts';
import { idFlux, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/**
 * Long work of the core: told by events, cancelled by its id, forgotten a while after its end. One of each genre at a
 * time (TRAVAIL_EN_COURS). Nothing half done stays behind a cancel, a failure or a kill.
 */
export const travail = z.object({
  travail: uuid,
  genre: z.enum(['export', 'lecture', 'import', 'rattachement']),
  etat: z.enum(['en-cours', 'fini', 'annule', 'echec']),
  /** Rows done; `total` is null while it is unknown. */
  fait: z.number().int(),
  total: z.number().int().nullable(),
  /** Why it failed, with the details that its sentence needs (line number, columns); null otherwise. */
  code: errorCode.nullable(),
  details: z.record(z.string(), z.unknown()).nullable(),
  /** Once done: how many it wrote, and the flux it filled (import). */
  resultat: z.object({ nombre: z.number().int(), flux: z.array(idFlux).max(50) }).nullable(),
});
export type Travail = z.infer<typeof travail>;

export const travauxChannels = {
  'travaux:liste': channel(nothing, z.object({ travaux: z.array(travail).max(20) })),
  /** Answers at once; the event says when it really stopped. Unknown or ended work: TRAVAIL_INCONNU. */
  'travaux:annuler': channel(z.strictObject({ travail: uuid }), nothing),
} as const;

export const travauxEvents = { 'travaux:change': travail } as const;
