import { type SqlBool, sql } from 'kysely';

/**
 * Rows that move the vœux of a flux, `l` being the alias of `ligne`. SQLite only takes a partial index (`ligne_transmissions`,
 * `ligne_tombstones`) for a condition that repeats its own, with a literal value.
 *
 * Ask for rows at or below the head too: what stands beyond it is an import's, nobody's yet (voeux/avance.ts).
 */
export const isTransmission = sql<SqlBool>`l.type = 'transmission'`;
export const isTombstone = sql<SqlBool>`l.type = 'tombstone'`;
