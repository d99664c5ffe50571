import { z } from 'zod';
import { definirActe } from './definition.ts';
import { texteLong } from './textes.ts';

export const noteCorps = z.strictObject({ texte: texteLong.min(1) });
export type NoteCorps = z.infer<typeof noteCorps>;

export const note = definirActe({
  schema: noteCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
