import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { channel } from './channel.ts';

const saisie = z.strictObject({
  dossier: uuid,
  type: z.string().min(1).max(40),
  corps: z.record(z.string(), z.unknown()),
  /** Heads the person saw, by fait, from the sheet. A missing fait means: none seen. */
  vues: z.record(z.string(), z.array(uuid)),
});
export type Saisie = z.infer<typeof saisie>;

export const actesChannels = {
  /** Written in one transaction with synchronous=FULL, then answered. All or nothing. */
  'actes:enregistrer': channel(
    z.strictObject({ saisies: z.array(saisie).min(1).max(50) }),
    z.object({ actes: z.array(uuid), annulableJusqua: z.string() }),
  ),
  /** Undo: drops what never left and nothing names, otherwise writes `annule`. */
  'actes:annuler': channel(
    z.strictObject({ actes: z.array(uuid).min(1).max(50) }),
    z.object({ retires: z.number().int(), annules: z.number().int() }),
  ),
  /** The page's default for the strip, computed in the site's zone (PROTOCOL 2). */
  'actes:prochaine-par-defaut': channel(
    z.strictObject({ dossier: uuid, disposition: z.string(), issue: z.string().nullable() }),
    z.object({ corps: z.record(z.string(), z.unknown()).nullable() }),
  ),
} as const;

export const actesEvents = {} as const;
