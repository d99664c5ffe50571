/** What one part of the benchmark says: figures with every round they are the median of, and ratios with their limit. */
type Unit = 'ms' | 's' | 'rows/s' | 'actes/s' | 'deposits/s' | 'MB';

export interface Figure {
  name: string;
  unit: Unit;
  median: number;
  /** In the order they were taken. */
  rounds: number[];
}

export interface Ratio {
  name: string;
  value: number;
  /** What the product promises; null for a figure that is only told. */
  limit: number | null;
  kind: 'at_least' | 'at_most';
  reached: boolean;
}

export interface Measured {
  figures: Figure[];
  ratios: Ratio[];
  /** What a reader must know to read the figures: rows, bytes, versions of the peers. */
  notes: string[];
}

export interface BenchContext {
  /** `quick` is the form that `npm test` runs: the same code on few rows, one round, to show that it works. */
  size: 'full' | 'quick';
  /** At least three in the full form. */
  rounds: number;
  /** An empty folder of this part alone, removed at the end. */
  folder: string;
  /** Installs the peers once, in the benchmark's own folder, and answers where. */
  peers(): Promise<string>;
  say(line: string): void;
}

export interface Bench {
  /** What `--seul` takes. */
  name: string;
  run(context: BenchContext): Promise<Measured>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('a median of nothing');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export const figure = (name: string, unit: Unit, rounds: number[]): Figure => ({
  name,
  unit,
  median: median(rounds),
  rounds,
});

export function ratio(name: string, value: number, kind: Ratio['kind'], limit: number | null): Ratio {
  const reached = limit === null || (kind === 'at_least' ? value >= limit : value <= limit);
  return { name, value, limit, kind, reached };
}
