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
  /** Keys of the alerts that were put away on this poste, the newest last. */
  alertesVues: z.array(z.string().max(100)).max(50),
});
export type Reglages = z.infer<typeof reglages>;

export const reglagesChannels = {
  'reglages:lire': channel(nothing, reglages),
  'reglages:ecrire': channel(reglages.partial(), reglages),
} as const;
