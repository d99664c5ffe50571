/** A blank stands out and says what is missing: « [… nombre de places] ». */
const blanc = /\[…[^[\]]*\]/g;

export interface Blanc {
  debut: number;
  fin: number;
}

/** Where the blanks of a text are, in its order; `debut` and `fin` count UTF-16 units, as a field selects them. */
export const blancsDe = (texte: string): Blanc[] =>
  [...texte.matchAll(blanc)].map((trouve) => ({ debut: trouve.index, fin: trouve.index + trouve[0].length }));

/** The blank that stands where a value is not known. @param mot what is missing, in French. */
export const blancPour = (mot: string): string => `[… ${mot.replaceAll(/[[\]]/g, '')}]`;
