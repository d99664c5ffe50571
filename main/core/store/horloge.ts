import type { Clock } from '../deps.ts';
import { horlogeLocale, readLocal } from './local.ts';
import type { Sqlite } from './sqlite.ts';

/** The server's clock by a measure that still runs, milliseconds; null when this process has none. */
export type ServerNow = () => number | null;

/**
 * Server minus wall clock at this wall instant, milliseconds; null when never measured. Since the measure the server's
 * time runs on the monotonic clock (PROTOCOL 2): moving the PC's clock moves the offset, not the hour of an acte.
 * After a restart that clock means nothing, and the offset of the last exchange is the best there is.
 */
export function readDecalage(db: Sqlite, wallMs: number, serverNow: ServerNow | undefined): number | null {
  const server = serverNow?.() ?? null;
  if (server !== null) return Math.round(server - wallMs);
  return readLocal(db, 'horloge', horlogeLocale)?.decalageMs ?? null;
}

/** Now on the server's clock as this poste knows it, ISO: due dates are compared with it. */
export function correctedNow(db: Sqlite, clock: Clock, serverNow: ServerNow | undefined): string {
  const wallMs = clock.now();
  return new Date(wallMs + (readDecalage(db, wallMs, serverNow) ?? 0)).toISOString();
}
