import { z } from 'zod';
import { instant, uuid } from '../../../shared/contract/primitives.ts';
import { perDatabase, type Sqlite } from './sqlite.ts';

/** What the poste knows of itself: one JSON value per key, never pulled, never rebuilt. */
export const localKeys = [
  'epoque',
  'poste',
  'compte',
  'horloge',
  'bail',
  'operateur',
  'reglages',
  'premiere',
  'version-donnees',
  // What left in a committed transaction and may still stand in free pages, the WAL or the search index.
  'a-nettoyer',
  // What the server last refused to this poste, kept so that a start without network still obeys it.
  'refus',
  // The last sign-in by a person, by the server's clock: bulk exports ask for a recent one (SECURITY, Who).
  'connexion',
  // Whether an exchange with the server has ever succeeded on this file: its lists are known since.
  'echange-reussi',
  // What the digests of remembered people are made with; it never leaves this file.
  'cle-marques',
  // Files being written outside, to be removed by the next start if this one is killed.
  'exports-en-cours',
] as const;
export type LocalKey = (typeof localKeys)[number];

/** Measured at the last exchange: server minus wall clock, and the monotonic instant of the measure. */
export const horlogeLocale = z.object({
  decalageMs: z.number().int(),
  serveurLe: instant,
  mesureMonotoneMs: z.number(),
});
export const premiereLocale = z.enum(['en-cours', 'faite']);
/** The opérateur declared on this poste. */
export const operateurLocal = uuid;

const queries = perDatabase((db) => ({
  read: db.prepare<[string], { valeur: string }>('SELECT valeur FROM local WHERE cle = ?'),
  write: db.prepare<[string, string]>(
    'INSERT INTO local (cle, valeur) VALUES (?, ?) ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur',
  ),
  remove: db.prepare<[string]>('DELETE FROM local WHERE cle = ?'),
}));

/** null when absent, or when an older version wrote something that this one cannot read. */
export function readLocal<S extends z.ZodType>(db: Sqlite, key: LocalKey, schema: S): z.infer<S> | null {
  const row = queries(db).read.get(key);
  if (row === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(row.valeur));
  return parsed.success ? parsed.data : null;
}

/** null removes the key. */
export function writeLocal(db: Sqlite, key: LocalKey, value: unknown): void {
  if (value === null || value === undefined) queries(db).remove.run(key);
  else queries(db).write.run(key, JSON.stringify(value));
}
