import { z } from 'zod';
import { idFlux, uuid } from '../primitives.ts';
import { candidatFiltres } from './candidats.ts';
import { channel } from './channel.ts';

/** Above this many people an export is bulk: it asks for a sign-in younger than 15 minutes (SECURITY, Who). */
export const exportEnMasse = 50;
export const selectionMax = 2_000;

/** Whom an export or a print is about. */
export const portee = z.discriminatedUnion('genre', [
  z.strictObject({ genre: z.literal('selection'), candidats: z.array(uuid).min(1).max(selectionMax) }),
  /** The people of a question of the list, as it is asked now. */
  z.strictObject({ genre: z.literal('question'), filtres: candidatFiltres, recherche: z.string().max(100) }),
  z.strictObject({ genre: z.literal('flux'), flux: idFlux }),
  z.strictObject({ genre: z.literal('tout') }),
]);
export type Portee = z.infer<typeof portee>;

/** ypareo: the 27 columns for Ypareo and iGesti. excel-csv and excel-xlsx: for a person. */
export const formatExport = z.enum(['ypareo', 'excel-csv', 'excel-xlsx']);
export type FormatExport = z.infer<typeof formatExport>;

export const exportsChannels = {
  /** What a file of this format would hold (ypareo: nobody who left the lists), before one is chosen. Failures: EXPORT_VIDE. */
  'exports:preparer': channel(
    z.strictObject({ portee, format: formatExport }),
    z.object({
      /** Capped at 10,000 like every count. */
      candidats: z.number().int(),
      plus: z.boolean(),
      /** Without extension. */
      nom: z.string().max(120),
      extension: z.enum(['csv', 'xlsx']),
      /** Whether `exports:lancer` would answer CONNEXION_RECENTE_REQUISE now. */
      connexionRequise: z.boolean(),
    }),
  ),
  /** `jeton` of the save dialog. Failures: JETON_INVALIDE, EXPORT_VIDE, TRAVAIL_EN_COURS, CONNEXION_RECENTE_REQUISE. */
  'exports:lancer': channel(
    z.strictObject({ portee, format: formatExport, jeton: z.string().max(100) }),
    z.object({ travail: uuid }),
  ),
} as const;
