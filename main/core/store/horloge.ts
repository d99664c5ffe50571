import type { Clock } from '../deps.ts';
import { horlogeLocale, readLocal } from './local.ts';
import type { Sqlite } from './sqlite.ts';

/** Server minus wall clock as last measured, milliseconds; null when never measured. */
export const readDecalage = (db: Sqlite): number | null => readLocal(db, 'horloge', horlogeLocale)?.decalageMs ?? null;

/** Now on the server's clock as this poste knows it, ISO: due dates are compared with it. */
export const correctedNow = (db: Sqlite, clock: Clock): string =>
  new Date(clock.now() + (readDecalage(db) ?? 0)).toISOString();
