import { z } from 'zod';
import { uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';

export const vueCorps = z.strictObject({ demande: uuid });
export type VueCorps = z.infer<typeof vueCorps>;

export const vue = definirActe({
  schema: vueCorps,
  v: 1,
  // One fait per demande: seeing a second one must not hide that the first was seen.
  faits: ({ demande }) => [{ fait: `vue:${demande}`, valeur: true }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'non',
});
