import { enTranches } from '../../../shared/domain/tranches.ts';

/** One part of a list, for one person. */
export interface Part<T> {
  qui: string;
  candidats: readonly T[];
}

/**
 * Shares a list evenly, in its order: the first part to the first person, and so on, so that each holds one stretch of
 * the alphabet. Parts differ by one at most, the first ones are the larger; nobody gets an empty part.
 */
export const repartir = <T>(candidats: readonly T[], qui: readonly string[]): Part<T>[] => {
  const each = qui.length === 0 ? 0 : Math.floor(candidats.length / qui.length);
  const more = qui.length === 0 ? 0 : candidats.length % qui.length;
  let from = 0;
  return qui.flatMap((one, at) => {
    const size = each + (at < more ? 1 : 0);
    const part = candidats.slice(from, from + size);
    from += size;
    return part.length === 0 ? [] : [{ qui: one, candidats: part }];
  });
};

/** The parts as gestures may take them. */
export const enPieces = <T>(parts: readonly Part<T>[], size: number): Part<T>[] =>
  parts.flatMap(({ qui, candidats }) => enTranches(candidats, size).map((piece) => ({ qui, candidats: piece })));
