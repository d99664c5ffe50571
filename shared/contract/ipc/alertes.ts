import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** What the server wants this account to know (`alerteLigne`): a sentence of its own, shown as it is. */
const alerte = z.object({
  /** Changes when the server tells it again: putting one away does not hide the next. */
  cle: z.string(),
  id: uuid,
  message: z.string(),
  du: z.string(),
});
export type Alerte = z.infer<typeof alerte>;

export const alertesChannels = {
  /** Those in force now, the oldest first. */
  'alertes:lire': channel(nothing, z.object({ alertes: z.array(alerte).max(20) })),
} as const;
