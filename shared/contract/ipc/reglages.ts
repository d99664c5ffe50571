import { z } from 'zod';
import { colonneDeListe, colonnesDeListe } from '../../domain/partages.ts';
import { porteeFile } from './appels.ts';
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
  /** Columns of the list beside the name, in order. */
  colonnes: z.array(colonneDeListe).max(colonnesDeListe.length),
  /** Whose people the queue shows. */
  porteeFile,
  /** What a number is dialled with, through the system. */
  protocoleTelephone: z.enum(['tel', 'callto', 'sip']),
  /** A notification, without a name, when a promised call becomes due. */
  notifierRappels: z.boolean(),
  /** Closing the window leaves the app in the notification area. */
  resterEnVeille: z.boolean(),
  /** A shortcut of the whole system opens « Qui m'appelle ? ». Off unless somebody asks for it. */
  raccourciGlobal: z.boolean(),
  /** Keys of the alerts that were put away on this poste, the newest last. */
  alertesVues: z.array(z.string().max(100)).max(50),
});
export type Reglages = z.infer<typeof reglages>;

/** Of a new poste, and of what a file written by an older version does not say. */
export const reglagesParDefaut: Reglages = {
  apparence: 'systeme',
  raccourcisUneTouche: true,
  densite: 'confortable',
  composerEnAppelant: false,
  listesVues: 0,
  colonnes: ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'],
  porteeFile: 'tous',
  protocoleTelephone: 'tel',
  notifierRappels: true,
  resterEnVeille: false,
  raccourciGlobal: false,
  alertesVues: [],
};

export const reglagesChannels = {
  'reglages:lire': channel(nothing, reglages),
  'reglages:ecrire': channel(reglages.partial(), reglages),
} as const;
