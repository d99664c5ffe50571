import { prefixeLocal } from '../../../shared/contract/primitives.ts';

/**
 * SQL conditions on a column that holds the id of a flux: a list imported by hand lives on this poste alone, so every
 * question of the exchange leaves it out. The same words everywhere: partial indexes are found by them.
 */
export const isLocalSql = (column: string): string =>
  `substr(${column}, 1, ${prefixeLocal.length}) = '${prefixeLocal}'`;
export const isServerSql = (column: string): string =>
  `substr(${column}, 1, ${prefixeLocal.length}) <> '${prefixeLocal}'`;
