import { z } from 'zod';
import { genreDePartage, libelles, modele, vue } from '../../domain/partages.ts';
import { uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

const document = <T extends z.ZodType>(valeur: T) =>
  z.object({
    id: uuid,
    valeur,
    /** Written here and not sent yet. */
    enAttente: z.boolean(),
  });

/** What may be written; null deletes. */
export const partageEcrit = z.discriminatedUnion('genre', [
  z.strictObject({ genre: z.literal('modele'), id: uuid.nullable(), valeur: modele.nullable() }),
  z.strictObject({ genre: z.literal('libelles'), id: uuid.nullable(), valeur: libelles.nullable() }),
  z.strictObject({ genre: z.literal('vue'), id: uuid.nullable(), valeur: vue.nullable() }),
]);
export type PartageEcrit = z.infer<typeof partageEcrit>;

export const partagesChannels = {
  /** What stands, this poste's unsent writings on top; in the order of the alphabet. */
  'partages:lire': channel(
    nothing,
    z.object({
      modeles: z.array(document(modele)).max(200),
      vues: z.array(document(vue)).max(100),
      /** Empty when nobody renamed anything. */
      libelles: libelles,
    }),
  ),
  /** Kept at once, offline too; `id` null makes a new one. Failures: TROP_VOLUMINEUX, PARTAGES_TROP_NOMBREUX. */
  'partages:ecrire': channel(partageEcrit, z.object({ id: uuid })),
} as const;

export const partagesEvents = {
  /** `depasses`: somebody else's text stands there; a modèle or a view written here was kept as a copy. */
  'partages:change': z.object({ genres: z.array(genreDePartage), depasses: z.array(genreDePartage).default([]) }),
} as const;
