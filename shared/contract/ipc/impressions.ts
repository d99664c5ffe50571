import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { channel } from './channel.ts';
import { portee } from './exports.ts';

/** The call sheet: what a person needs beside the phone, no INE, no address. */
export const personnesParFeuille = 20;
export const impressionMax = 1_000;

const ligneFeuille = z.object({
  nom: z.string(),
  prenom: z.string(),
  /** As dialled, in pairs: responsables légaux first. None that is wrong or must not be called any more. */
  telephones: z.array(z.object({ affiche: z.string(), qui: z.enum(['responsable', 'candidat', 'ajoute']) })).max(4),
  formations: z.array(z.string()).max(3),
  autresFormations: z.number().int(),
  situation: z.string(),
  essais: z.number().int(),
  dernierAppel: z.object({ le: z.string(), disposition: z.string() }).nullable(),
  prochaineAction: z
    .object({
      quoi: z.string(),
      le: z.string().nullable(),
      precision: z.enum(['heure', 'jour']).nullable(),
      /** Of `rencontrer`: IANA zone of the site, in which its hour is worded. */
      fuseau: z.string().optional(),
    })
    .nullable(),
});
export type LigneFeuille = z.infer<typeof ligneFeuille>;

export const impressionsChannels = {
  /**
   * Freezes who is printed and leaves the audit line. Failures: EXPORT_VIDE, TROP_VOLUMINEUX {candidats, plus, max}
   * above `impressionMax`.
   */
  'impressions:preparer': channel(
    z.strictObject({ portee }),
    z.object({ impression: uuid, candidats: z.number().int(), feuilles: z.number().int() }),
  ),
  /** One A4 page of it, for the print window only. Failures: INTROUVABLE, also when it was prepared too long ago. */
  'impressions:feuille': channel(
    z.strictObject({ impression: uuid, feuille: z.number().int().min(1).max(impressionMax) }),
    z.object({
      /** The flux, or the établissement when its people come from several. */
      titre: z.string(),
      portee: z.enum(['selection', 'question', 'flux', 'tout']),
      candidats: z.number().int(),
      operateur: z.string().nullable(),
      poste: z.string(),
      imprimeeLe: z.string(),
      feuille: z.number().int(),
      feuilles: z.number().int(),
      lignes: z.array(ligneFeuille).max(personnesParFeuille),
    }),
  ),
} as const;
