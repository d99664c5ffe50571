import { z } from 'zod';
import { idFlux, uuid } from '../primitives.ts';

export const candidatFiltres = z.strictObject({
  /** « À appeler »: in the queue now, as Appels counts. */
  aAppeler: z.boolean().optional(),
  situation: z.array(z.string()).max(20).optional(),
  formation: z.array(z.string()).max(20).optional(),
  /** UAI or name of the établissement d'accueil. */
  accueil: z.array(z.string()).max(20).optional(),
  flux: z.array(idFlux).max(50).optional(),
  /** Whose: hers to call (PorteeFile), or nobody's. */
  affecteA: z.union([uuid, z.literal('personne')]).optional(),
  nouveaute: z.array(z.enum(['nouveau', 'modifie', 'retire'])).optional(),
  /** With something left to do: neither closed, nor opposed, nor frozen. */
  ouverte: z.boolean().optional(),
  enRetard: z.boolean().optional(),
  aDepartager: z.boolean().optional(),
  /** Known from a vœu, from a demande; both are asked for by leaving it out. */
  source: z.enum(['voeu', 'demande']).optional(),
  /** A call promised for today, due or not: « rappels du jour ». */
  rappelDuJour: z.boolean().optional(),
});
export type CandidatFiltres = z.infer<typeof candidatFiltres>;
