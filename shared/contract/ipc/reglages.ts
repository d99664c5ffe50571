import { z } from 'zod';
import { channel, nothing } from './channel.ts';

/** Settings of this poste, kept in its file. */
export const reglages = z.strictObject({
  apparence: z.enum(['systeme', 'clair', 'sombre']),
  /** WCAG 2.1.4: when off, every shortcut needs Ctrl. */
  raccourcisUneTouche: z.boolean(),
  densite: z.enum(['confortable', 'compacte']),
  composerEnAppelant: z.boolean(),
  /** How many transmissions this poste had shown when Listes was last looked at: more than that is news. */
  listesVues: z.number().int().nonnegative(),
});
export type Reglages = z.infer<typeof reglages>;

export const reglagesChannels = {
  'reglages:lire': channel(nothing, reglages),
  'reglages:ecrire': channel(reglages.partial(), reglages),
} as const;
