import type { Clock } from '../../clock.tsx';

/**
 * What a lock that does not begin in the page (system, idle, tray) may cost at most: the desk takes nothing more from the
 * page before the page hears of it. The locks of the page write before they ask.
 */
export const keepMs = 150;

type Write = (texte: string) => void;

/** Everything being typed at the desk goes to the file through one of these. */
export interface Keeper {
  /** Goes to the file within `keepMs`, the last text alone, however long the hands go on. */
  keep: (cle: string, texte: string, write: Write) => void;
  /** Writes at once what waits: all of it, for a closed desk takes nothing more, or one key's. */
  keepNow: (cle?: string) => void;
  /** What waits of it must not be written any more. @returns what waited, null when nothing did */
  drop: (cle: string) => string | null;
}

export const createKeeper = (clock: Clock): Keeper => {
  const waiting = new Map<string, { texte: string; write: Write; stop: () => void }>();
  const drop = (cle: string): string | null => {
    const known = waiting.get(cle);
    known?.stop();
    waiting.delete(cle);
    return known?.texte ?? null;
  };
  const writeOne = (cle: string): void => {
    const known = waiting.get(cle);
    if (known === undefined) return;
    drop(cle);
    known.write(known.texte);
  };
  return {
    keep: (cle, texte, write) => {
      // The first key that waits says when: a hand that never rests would else never be kept.
      const stop = waiting.get(cle)?.stop ?? clock.after(keepMs, () => writeOne(cle));
      waiting.set(cle, { texte, write, stop });
    },
    keepNow: (cle) => {
      for (const one of cle === undefined ? [...waiting.keys()] : [cle]) writeOne(one);
    },
    drop,
  };
};
