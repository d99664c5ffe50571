import type { Keeper } from '../brouillons/keeper.ts';

/** An answer begun, and whose sheet shows it. */
export interface BegunReponse {
  candidat: string;
  demande: string;
}

export interface DraftKeeper {
  /** Keeps what is being typed in the file. */
  keep: (begun: BegunReponse, texte: string) => void;
  /** Writes at once what waits: the eyes went elsewhere. */
  keepNow: () => void;
  /** An answer is leaving: what waits of it must not be written after it. @returns what waited, null when nothing did */
  drop: (demande: string) => string | null;
}

const cleOf = (demande: string): string => `reponse:${demande}`;

/** The answers to demandes, among all that is typed at the desk. */
export const createDraftKeeper = (
  keeper: Keeper,
  write: (begun: BegunReponse, texte: string) => void,
): DraftKeeper => ({
  keep: (begun, texte) => keeper.keep(cleOf(begun.demande), texte, (last) => write(begun, last)),
  keepNow: () => keeper.keepNow(),
  drop: (demande) => keeper.drop(cleOf(demande)),
});
