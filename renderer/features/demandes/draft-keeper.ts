import type { Clock } from '../../clock.tsx';

const pauseMs = 300;

/** An answer begun, and whose sheet shows it. */
export interface BegunReponse {
  candidat: string;
  demande: string;
}

export interface DraftKeeper {
  /** Keeps what is being typed in the file, as soon as the hands rest. */
  keep: (begun: BegunReponse, texte: string) => void;
  /** Writes at once what waits: the desk is about to close, or the eyes went elsewhere. */
  keepNow: () => void;
  /** An answer is leaving: what waits of it must not be written after it. @returns what waited, null when nothing did */
  drop: (demande: string) => string | null;
}

/** One of these for the desk: a closed desk takes nothing more, so what waits is written before. */
export const createDraftKeeper = (clock: Clock, write: (begun: BegunReponse, texte: string) => void): DraftKeeper => {
  const waiting = new Map<string, { begun: BegunReponse; texte: string; stop: () => void }>();
  const drop = (demande: string): string | null => {
    const known = waiting.get(demande);
    known?.stop();
    waiting.delete(demande);
    return known?.texte ?? null;
  };
  const writeOne = (begun: BegunReponse): void => {
    const texte = drop(begun.demande);
    if (texte !== null) write(begun, texte);
  };
  return {
    keep: (begun, texte) => {
      drop(begun.demande);
      waiting.set(begun.demande, { begun, texte, stop: clock.after(pauseMs, () => writeOne(begun)) });
    },
    keepNow: () => {
      for (const { begun } of [...waiting.values()]) writeOne(begun);
    },
    drop,
  };
};
