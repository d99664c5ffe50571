import { textes } from './textes.ts';

export interface RappelsDeps {
  isWanted(): boolean;
  /** Whoever looks at the window sees the count there, or is about to unlock it and see it. */
  isFocused(): boolean;
  /** @returns how to take it away. */
  notify(titre: string, texte: string, onPress: () => void): () => void;
  /** Brings the window forward, on the queue. */
  openAppels(): void;
}

/** Promised calls that became due, told outside the window: how many, never whose (SECURITY, Outside). */
export const createRappels = ({ isWanted, isFocused, notify, openAppels }: RappelsDeps) => {
  let remove: (() => void) | null = null;
  return {
    due(nombre: number): void {
      if (nombre <= 0 || !isWanted() || isFocused()) return;
      // One at a time: the newest counts them all.
      remove?.();
      remove = notify(textes.rappelsDus(nombre), textes.rappelsDusSuite, openAppels);
    },
  };
};
