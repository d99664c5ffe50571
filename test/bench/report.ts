import type { Part } from './registry.ts';
import type { BenchResult, PartResult } from './result.ts';
import { limitOf, measure, shown } from './table.ts';

/** What people wrote about the figures lies between these two lines and outlives every regeneration. */
export const keptStart = '<!-- written by hand from here -->';
export const keptEnd = '<!-- written by hand up to here -->';

const emptyKept = 'Everything is reached, or nobody has written yet why not.';

/** @returns what stands between the two lines of a page, null when they are not there */
export function keptText(page: string): string | null {
  const start = page.indexOf(keptStart);
  const end = page.indexOf(keptEnd);
  return start === -1 || end < start ? null : page.slice(start + keptStart.length, end).trim();
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [row(headings), row(headings.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(row), ''];
}

function section({ title, about }: Pick<Part, 'title' | 'about'>, part: PartResult): string[] {
  return [
    `### ${title}`,
    '',
    about,
    '',
    ...table(
      ['ratio', 'value', 'limit', ''],
      part.ratios.map((one) => [
        one.name,
        `× ${shown(one.value)}`,
        limitOf(one),
        one.limit === null ? '' : one.reached ? 'reached' : '**not reached**',
      ]),
    ),
    ...table(
      ['figure', 'median', 'rounds'],
      part.figures.map((one) => [one.name, measure(one), one.rounds.map(shown).join(' · ')]),
    ),
    ...part.notes.map((note) => `- ${note}`),
    ...(part.notes.length === 0 ? [] : ['']),
  ];
}

/** The page of one full run. @param old the page as it is, null when there is none */
export function refreshReport(result: BenchResult, parts: readonly Part[], old: string | null): string {
  const { machine } = result;
  const kept = (old === null ? null : keptText(old)) ?? emptyKept;
  const versions = [
    `Node ${machine.node}`,
    `SQLite ${machine.sqlite}`,
    ...(machine.electron === null ? [] : [`Electron ${machine.electron}`]),
  ];
  const lines = [
    '# Performance',
    '',
    'Figures that anyone can make again, on any machine, from a fresh clone:',
    '',
    '```sh',
    'npm ci && npm run bench -- --json figures.json',
    '```',
    '',
    `That takes about ${Math.ceil(result.seconds / 60)} minutes on the machine below. \`--seul NAME\` runs one part (${parts
      .map(({ name }) => `\`${name}\``)
      .join(
        ', ',
      )}); \`--rapide\` runs every part on few rows, to see that it works; \`--rapport docs/performance.md\`, with`,
    'a full run, refreshes this page and keeps the section on limits, which people write. Absolute figures are those of one',
    'machine; what we promise are the **ratios**, taken in one run, ours and the other side in turn, medians of at least three.',
    'A limit that is missed is shown and fails nothing; a contender that ends with fewer rows than it was sent is refused.',
    '',
    '## The machine',
    '',
    `${machine.cpu}, ${machine.cores} cores, ${shown(machine.memoryMB / 1024)} GB of memory, ${machine.os}. ${versions.join(', ')}.`,
    `Commit ${machine.commit ?? 'unknown'}, ${result.startedAt.slice(0, 10)}, ${Math.round(result.seconds)} s in all.`,
    '',
    '## What is not reached, what limits it, what was tried',
    '',
    keptStart,
    kept,
    keptEnd,
    '',
    '## Figures',
    '',
    ...result.parts.flatMap((part) =>
      section(parts.find(({ name }) => name === part.name) ?? { title: part.name, about: '' }, part),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
