import { z } from 'zod';
import { siret } from '../../shared/contract/primitives.ts';

/** A relation as an operator writes it: SIRET of the responsable, `:` or `-`, SIRET of the formateur. */
export const couple = z.string().transform((text, context) => {
  const [responsable, formateur, ...rest] = text.split(/[:-]/);
  const parsed = z.object({ responsable: siret, formateur: siret }).safeParse({ responsable, formateur });
  if (parsed.success && rest.length === 0) return parsed.data;
  context.addIssue('expected SIRET:SIRET');
  return z.NEVER;
});
