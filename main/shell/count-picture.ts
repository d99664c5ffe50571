/** Edge of the picture in pixels; Windows shows it at half of it or less. */
export const pictureEdge = 32;

// Rows of dots, seen from above: enough for a number that is seen small.
const signs: Readonly<Record<string, readonly string[]>> = {
  '1': ['.#.', '##.', '.#.', '.#.', '###'],
  '2': ['###', '..#', '###', '#..', '###'],
  '3': ['###', '..#', '.##', '..#', '###'],
  '4': ['#.#', '#.#', '###', '..#', '..#'],
  '5': ['###', '#..', '###', '..#', '###'],
  '6': ['###', '#..', '###', '#.#', '###'],
  '7': ['###', '..#', '.#.', '.#.', '.#.'],
  '8': ['###', '#.#', '###', '#.#', '###'],
  '9': ['###', '#.#', '###', '..#', '###'],
  '+': ['...', '.#.', '###', '.#.', '...'],
};
const signRows = 5;
const signColumns = 3;
/** White on this red: more than 4.5:1. */
const red = { b: 0x2a, g: 0x1f, r: 0xb4 };
/** Shares of a pixel that the disc may cover, a side. */
const shares = 4;

const coverage = (x: number, y: number): number => {
  const centre = pictureEdge / 2;
  let inside = 0;
  for (let row = 0; row < shares; row += 1)
    for (let column = 0; column < shares; column += 1)
      if (Math.hypot(x + (column + 0.5) / shares - centre, y + (row + 0.5) / shares - centre) <= centre) inside += 1;
  return inside / shares ** 2;
};

const isInk = (text: string, x: number, y: number): boolean => {
  const dot = text.length > 1 ? 4 : 5;
  const width = (text.length * (signColumns + 1) - 1) * dot;
  const column = Math.floor((x - Math.floor((pictureEdge - width) / 2)) / dot);
  const row = Math.floor((y - Math.floor((pictureEdge - signRows * dot) / 2)) / dot);
  if (column < 0 || row < 0 || row >= signRows) return false;
  const sign = text[Math.floor(column / (signColumns + 1))];
  return sign !== undefined && signs[sign]?.[row]?.[column % (signColumns + 1)] === '#';
};

/** A number in white on a red disc: 32 × 32 pixels of four bytes, blue first, colours multiplied by their opacity. */
export const drawCount = (text: string): Buffer => {
  const pixels = Buffer.alloc(pictureEdge ** 2 * 4);
  for (let y = 0; y < pictureEdge; y += 1)
    for (let x = 0; x < pictureEdge; x += 1) {
      const alpha = coverage(x, y);
      const { b, g, r } = isInk(text, x, y) ? { b: 255, g: 255, r: 255 } : red;
      const at = (y * pictureEdge + x) * 4;
      for (const [index, value] of [b * alpha, g * alpha, r * alpha, 255 * alpha].entries())
        pixels.writeUInt8(Math.round(value), at + index);
    }
  return pixels;
};
