import type { LigneExport } from './personnes.ts';

/** Turns lines into the bytes of a file, page by page: nothing of a page is kept once it is encoded. */
export interface Encodeur {
  /** Whether the format has a line for it. */
  retient(line: LigneExport): boolean;
  debut(): Uint8Array;
  lignes(lines: readonly LigneExport[]): Uint8Array;
  fin(): Uint8Array;
}
