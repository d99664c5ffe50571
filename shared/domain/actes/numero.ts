import { z } from 'zod';
import { e164 } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';

export const numeroEtat = z.enum(['confirme', 'a_verifier', 'invalide', 'verrouille']);
export type NumeroEtat = z.infer<typeof numeroEtat>;

export const numeroCorps = z.strictObject({ numero: e164, etat: numeroEtat });
export type NumeroCorps = z.infer<typeof numeroCorps>;

export const numero = definirActe({
  schema: numeroCorps,
  v: 1,
  faits: (corps) => [{ fait: `numero:${corps.numero}`, valeur: corps.etat }],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
