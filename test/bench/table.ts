import type { Figure, Ratio } from './measure.ts';
import type { BenchResult, PartResult } from './result.ts';

const significantDigits = 3;

/** Three digits that mean something, no more. */
export function shown(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  const decimals = Math.max(0, Math.min(3, significantDigits - whole));
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

export const measure = ({ median, unit }: Figure): string => `${shown(median)} ${unit}`;

export const limitOf = ({ kind, limit }: Ratio): string =>
  limit === null ? 'told' : `${kind === 'at_least' ? 'at least' : 'at most'} ${shown(limit)}`;

const verdictOf = (ratio: Ratio): string => {
  if (ratio.limit === null) return '';
  return ratio.reached ? 'reached' : 'NOT REACHED';
};

function partLines(part: PartResult): string[] {
  const width = Math.max(0, ...[...part.figures, ...part.ratios].map(({ name }) => name.length));
  const line = (name: string, value: string, rest: string): string =>
    `  ${name.padEnd(width)}  ${value.padStart(16)}  ${rest}`.trimEnd();
  return [
    `${part.name} (${part.seconds.toFixed(0)} s)`,
    ...part.figures.map((one) => line(one.name, measure(one), one.rounds.map(shown).join(' · '))),
    ...part.ratios.map((one) => line(one.name, `× ${shown(one.value)}`, `${limitOf(one)} ${verdictOf(one)}`)),
    ...part.notes.map((note) => `  ${note}`),
    '',
  ];
}

/** What the terminal shows at the end: every figure, then what was missed, where nobody overlooks it. */
export function tableOf(result: BenchResult): string {
  const missed = result.parts.flatMap((part) =>
    part.ratios
      .filter(({ reached }) => !reached)
      .map((one) => `  ${part.name}, ${one.name}: × ${shown(one.value)}, ${limitOf(one)}`),
  );
  const lines = ['', ...result.parts.flatMap(partLines)];
  if (missed.length > 0) lines.push(`LIMITS NOT REACHED: ${missed.length}`, ...missed, '');
  if (result.refused.length > 0)
    lines.push(
      `REFUSED, without a figure: ${result.refused.length}`,
      ...result.refused.map(({ name, reason }) => `  ${name}: ${reason}`),
      '',
    );
  return [
    ...lines,
    `${result.form === 'quick' ? 'Quick form, its figures mean nothing. ' : ''}${result.seconds.toFixed(0)} s in all.`,
  ].join('\n');
}
