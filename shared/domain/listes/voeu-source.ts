import type { z } from 'zod';
import { voeuLigne } from '../../contract/lignes.ts';

/** A vœu's body before the ids that only the import knows: what staging holds. */
export const voeuSource = voeuLigne.pick({
  rang: true,
  code_offre: true,
  academie: true,
  formation: true,
  etablissement_accueil: true,
  anomalies: true,
});
export type VoeuSource = z.infer<typeof voeuSource>;
