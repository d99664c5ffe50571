import { z } from 'zod';

/** When somebody would rather be called: days of the week and half-days, before or after 12:30 at their home. */
export const souhait = z.strictObject({
  jour: z.enum(['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']),
  demi_journee: z.enum(['matin', 'apres-midi']),
});
export type Souhait = z.infer<typeof souhait>;

/** None means: at any time. */
export const souhaits = z.array(souhait).max(10);
