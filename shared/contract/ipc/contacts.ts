import { z } from 'zod';
import { appelCorps } from '../../domain/actes/appel.ts';
import { idFlux, uuid } from '../primitives.ts';
import { channel } from './channel.ts';

export const contactsChannels = {
  /**
   * « Qui m'appelle ? », nobody found: a person known from a call. One `dossier-cree` in the chosen flux, and the call
   * received with it when it is told, in one transaction.
   */
  'contacts:creer': channel(
    z.strictObject({
      flux: idFlux,
      nom: z.string().trim().min(1).max(80),
      prenom: z.string().trim().min(1).max(80),
      telephones: z.array(z.string().trim().min(3).max(40)).min(1).max(4),
      appel: appelCorps.nullable(),
    }),
    z.object({ candidat: uuid, dossier: uuid, actes: z.array(uuid), annulableJusqua: z.string() }),
  ),
} as const;
