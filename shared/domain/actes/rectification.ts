import { z } from 'zod';
import { definirActe } from './definition.ts';
import { texteLong } from './textes.ts';

export const champRectifiable = z.enum(['nom', 'prenom', 'adresse', 'telephone', 'email']);
export type ChampRectifiable = z.infer<typeof champRectifiable>;

/** A correction laid over the source, which stays beside it (RGPD rectification, users-and-rules 2.3). */
export const rectificationCorps = z.strictObject({
  champ: champRectifiable,
  valeur: texteLong,
  /** The value it stands for, so that a later list with another source value can be noticed. */
  ancienne: texteLong.nullable(),
});
export type RectificationCorps = z.infer<typeof rectificationCorps>;

export const rectification = definirActe({
  schema: rectificationCorps,
  v: 1,
  faits: ({ champ, valeur }) => [{ fait: `champ:${champ}`, valeur }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
