import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** What a text is being written for: one family, several at once, or a modèle of the team (null for a new one). */
export const quiBrouillon = z.discriminatedUnion('genre', [
  z.strictObject({ genre: z.literal('personne'), candidat: uuid }),
  z.strictObject({ genre: z.literal('groupe') }),
  z.strictObject({ genre: z.literal('modele'), id: uuid.nullable() }),
]);
export type QuiBrouillon = z.infer<typeof quiBrouillon>;

/** Bound of what the page keeps of one: its texts, and of a group the ids of those it was noted for (`lotMax`). */
export const brouillonMax = 400_000;

export const messagesChannels = {
  /**
   * Keeps what is being written, on this poste only, as the page wrote it; '' removes it. `parti`: it was opened or
   * copied, and nobody said yet whether it left. INTROUVABLE when the person is not here.
   */
  'messages:brouillon': channel(
    z.strictObject({ qui: quiBrouillon, contenu: z.string().max(brouillonMax), parti: z.boolean() }),
    nothing,
  ),
  /** '' when nothing is begun. */
  'messages:lire-brouillon': channel(z.strictObject({ qui: quiBrouillon }), z.object({ contenu: z.string() })),
  /** The last one of which nobody said whether it left: asked again when the desk opens. */
  'messages:en-attente': channel(nothing, z.object({ qui: quiBrouillon.nullable() })),
} as const;
