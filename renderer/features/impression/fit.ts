/** Sizes tried in turn, as shares of the size of the style sheet: at the last one a name of 300 letters still fits. */
export const shares = [1, 0.9, 0.8, 0.72, 0.64, 0.57, 0.5] as const;

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

/** Takes the largest share at which the text stands whole: on paper nobody can widen a column to read a name. */
export const shrinkToFit = (cell: Fitted): void => {
  for (const share of shares) {
    cell.style.setProperty('--part', String(share));
    if (!overflows(cell)) return;
  }
};
