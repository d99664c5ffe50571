import { z } from 'zod';
import { instant, uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** The planned call of an open person; `aucune` closes the plan without planning another. */
export const prochaineActionCorps = z
  .strictObject({
    quoi: z.enum(['rappeler', 'relancer', 'attendre', 'aucune']),
    le: instant.nullable(),
    /** How exact `le` is: an agreed hour, or any time that day. null when `le` is null. */
    precision: z.enum(['heure', 'jour']).nullable(),
    qui: uuid.nullable(),
    motif: texteCourt.optional(),
  })
  .refine((corps) => (corps.le === null) === (corps.precision === null), {
    path: ['precision'],
    message: 'a precision belongs to a date',
  })
  .refine((corps) => corps.quoi !== 'aucune' || corps.le === null, { path: ['le'], message: 'nothing has no date' });
export type ProchaineActionCorps = z.infer<typeof prochaineActionCorps>;

export const prochaineAction = definirActe({
  schema: prochaineActionCorps,
  v: 1,
  faits: ({ quoi, le, precision, qui, motif }) => [
    { fait: 'prochaine-action', valeur: { quoi, le, precision, qui, ...(motif === undefined ? {} : { motif }) } },
  ],
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
