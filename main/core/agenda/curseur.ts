import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';

/** Where a line stands in its list: an instant, then its id. */
export interface Cle {
  tri: string;
  id: string;
}

const shape = z.object({ vue: z.string(), cle: z.tuple([z.string(), z.string()]) });

/** What the next page starts after; only its own view reads it back. */
export const ecrireCurseur = (vue: string, { tri, id }: Cle): string =>
  Buffer.from(JSON.stringify({ vue, cle: [tri, id] })).toString('base64url');

function lire(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}

/** Failure: REQUETE_INVALIDE when it was not made by `ecrireCurseur` for this view. */
export function lireCurseur<D extends Cle | null>(text: string | null, vue: string, debut: D): Result<Cle | D> {
  if (text === null) return success(debut);
  const parsed = shape.safeParse(lire(text));
  if (!parsed.success || parsed.data.vue !== vue) return failure('REQUETE_INVALIDE', { champ: 'apres' });
  const [tri, id] = parsed.data.cle;
  return success({ tri, id });
}

/** After every line, for a list that goes back. */
export const dernier: Cle = { tri: '~', id: '~' };

/** The rows of several flux in one order: each gave its own page. */
export const fusionner = <T extends Cle>(pages: readonly T[][], sens: 1 | -1, limite: number): T[] =>
  pages
    .flat()
    .sort((a, b) => sens * (a.tri === b.tri ? (a.id < b.id ? -1 : 1) : a.tri < b.tri ? -1 : 1))
    .slice(0, limite);
