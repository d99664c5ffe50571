/**
 * Sizes tried in turn, as shares of those of the style sheet: of what is said of a person first, of their name and
 * numbers last. At the end a name of a hundred letters with three long formations still stands whole.
 */
export const steps: readonly { nom: number; reste: number }[] = [
  { nom: 1, reste: 1 },
  { nom: 1, reste: 0.88 },
  { nom: 0.9, reste: 0.8 },
  { nom: 0.82, reste: 0.74 },
  { nom: 0.75, reste: 0.68 },
  { nom: 0.68, reste: 0.62 },
  { nom: 0.6, reste: 0.55 },
  { nom: 0.5, reste: 0.48 },
];

/** What is measured of a cell's text. */
export interface Fitted {
  readonly clientHeight: number;
  readonly scrollHeight: number;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  readonly style: { setProperty(name: string, value: string): void };
}

const overflows = ({ clientHeight, scrollHeight, clientWidth, scrollWidth }: Fitted): boolean =>
  scrollHeight > clientHeight || scrollWidth > clientWidth;

/** Takes the largest size at which the text stands whole: on paper nobody can widen a column to read a name. */
export const shrinkToFit = (cell: Fitted): void => {
  for (const { nom, reste } of steps) {
    cell.style.setProperty('--nom', String(nom));
    cell.style.setProperty('--reste', String(reste));
    if (!overflows(cell)) return;
  }
};
