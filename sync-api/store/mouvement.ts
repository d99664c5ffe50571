import { type SqlBool, sql } from 'kysely';

/**
 * Rows that move the vœux of a flux, written as the partial index `ligne_mouvement` is: SQLite only takes a partial
 * index for a condition that repeats its own, with literal values. `l` is the alias of `ligne`.
 */
export const isMouvement = sql<SqlBool>`l.type in ('transmission', 'tombstone')`;
export const isTransmission = sql<SqlBool>`${isMouvement} and l.type = 'transmission'`;
