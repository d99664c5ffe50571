import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteLong } from './textes.ts';

/** The three values the source service knows (users-and-rules 0.10). */
export const reponseGenre = z.enum(['personnalisee', 'autre_canal', 'sans_reponse']);
export type ReponseGenre = z.infer<typeof reponseGenre>;

/** `appel`: the acte of the call that gave this answer, in whichever dossier of that person it was logged. */
export const reponseCorps = z
  .strictObject({ demande: uuid, genre: reponseGenre, texte: texteLong.optional(), appel: uuid.optional() })
  .refine((corps) => corps.genre !== 'personnalisee' || (corps.texte ?? '').trim() !== '', {
    path: ['texte'],
    message: 'a mailed answer has a text',
  })
  .refine((corps) => corps.appel === undefined || corps.genre === 'autre_canal', {
    path: ['appel'],
    message: 'what a call answered is not mailed',
  });
export type ReponseCorps = z.infer<typeof reponseCorps>;

export const reponse = definirActe({
  schema: reponseCorps,
  v: 1,
  faits: ({ demande, genre }) => [{ fait: `reponse:${demande}`, valeur: genre }],
  effet: 'courriel',
  quiPeut: 'operateur',
  // A mail that left cannot be taken back: another reponse replaces the head instead.
  defait: 'annule',
  defaitSi: (corps) => reponseCorps.safeParse(corps).data?.genre === 'autre_canal',
});
