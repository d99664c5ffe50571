import { z } from 'zod';
import { type ErrorCode, errorCode } from '../../../shared/contract/errors.ts';
import { instant, seq, uuid } from '../../../shared/contract/primitives.ts';
import { type FluxResponse, fluxEntry, ordre, type PushResponse } from '../../../shared/contract/sync.ts';

/**
 * Answers of a server that may be newer than this program (PROTOCOL 6): each entry is read alone. What cannot be read
 * counts as not said, so that one new word never stops everything else; a refusal by a code that we do not know is a
 * refusal all the same.
 */
const anyCode = z.string().transform((code): ErrorCode => errorCode.safeParse(code).data ?? 'REPONSE_INVALIDE');
const received = { id: z.string(), seq, recu_le: instant, effet: z.enum(['aucun', 'retenu']).catch('aucun') };
const result = z.discriminatedUnion('etat', [
  z.object({ ...received, etat: z.literal('accepte') }),
  z.object({ ...received, etat: z.literal('deja_recu') }),
  z.object({ id: z.string(), etat: z.literal('plus_tard'), code: anyCode, apres_s: z.number().int() }),
  z.object({ id: z.string(), etat: z.literal('refuse'), code: anyCode }),
]);

const readable = <S extends z.ZodType>(schema: S, values: unknown[]): z.infer<S>[] =>
  values.flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });

export const pushAnswer = z
  .object({ epoque: uuid, resultats: z.array(z.unknown()) })
  .transform(({ epoque, resultats }): PushResponse => ({ epoque, resultats: readable(result, resultats) }));

/** An unreadable flux looks absent, and absence deletes nothing; an unreadable order waits for the update. */
export const fluxAnswer = z
  .object({ epoque: uuid, flux: z.array(z.unknown()), ordres: z.array(z.unknown()) })
  .transform(
    ({ epoque, flux, ordres }): FluxResponse => ({
      epoque,
      flux: readable(fluxEntry, flux),
      ordres: readable(ordre, ordres),
    }),
  );
