import { z } from 'zod';
import type { Modele } from '../../../shared/domain/partages.ts';

/** As it is being written: its name or its text may still be missing. */
const begun = z.object({ nom: z.string(), canal: z.enum(['courriel', 'sms']), objet: z.string(), texte: z.string() });

/** What the file holds of it; null when nothing is begun, or when another version wrote it. */
export const lireModeleBegun = (contenu: string): Modele | null => {
  try {
    return begun.safeParse(JSON.parse(contenu)).data ?? null;
  } catch {
    return null;
  }
};
