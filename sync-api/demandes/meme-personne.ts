import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { DemandeRow } from './ligne.ts';

/** Digests of who asks; null once erased. */
export interface ClesDePersonne {
  courriel: string | null;
  telephone: string | null;
}

const colonnes = { courriel: 'cle_courriel', telephone: 'cle_telephone' } as const;

/**
 * The open demande that has this digest. SQLite takes a partial index only for a condition that repeats its own with a
 * literal value: bound, « ouverte » would read every open demande of the country.
 */
export const ouverteAvec = (trx: Kysely<Tables>, cle: string, par: keyof ClesDePersonne, valeur: string) =>
  trx
    .selectFrom('demande')
    .selectAll()
    .where('etat', '=', sql.lit('ouverte'))
    .where('cle_ministere_educatif', '=', cle)
    .where(colonnes[par], '=', valeur);

/** The open demande of the same person and training: by e-mail first, then by phone. */
export const findMemePersonne = async (
  trx: Kysely<Tables>,
  cle: string,
  cles: ClesDePersonne,
): Promise<{ row: DemandeRow; par: 'courriel' | 'telephone' } | null> => {
  for (const par of ['courriel', 'telephone'] as const) {
    const valeur = cles[par];
    const row = valeur === null ? undefined : await ouverteAvec(trx, cle, par, valeur).executeTakeFirst();
    if (row !== undefined) return { row, par };
  }
  return null;
};
