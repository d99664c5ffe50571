import {
  type Bench,
  type BenchContext,
  type Figure,
  figure,
  type Measured,
  median,
  type Ratio,
  ratio,
} from '../measure.ts';
import { type BenchAppels, openBenchAppels } from './poste.ts';

/** What the queue costs, by how many people the file holds. */
const sizesOf: Record<BenchContext['size'], { small: number; usual: number; turns: number }> = {
  full: { small: 1_000, usual: 20_000, turns: 25 },
  quick: { small: 60, usual: 120, turns: 2 },
};
/** Of a file of 60 people nothing can be promised. */
const limits: Record<BenchContext['size'], number | null> = { full: 2, quick: null };

const shown = (count: number): string => count.toLocaleString('en-US');

/** Every question of every size in turn, many times over; the median of each, by question, by size. */
function measureRound(files: readonly BenchAppels[], turns: number): number[][] {
  const ranks = [...(files[0]?.questions ?? []).keys()];
  const taken = ranks.map(() => files.map((): number[] => []));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const rank of ranks) {
      for (const [place, { questions }] of files.entries()) {
        const start = performance.now();
        questions[rank]?.ask();
        taken[rank]?.[place]?.push(performance.now() - start);
      }
    }
  }
  return taken.map((places) => places.map(median));
}

async function run(context: BenchContext): Promise<Measured> {
  const { small, usual, turns } = sizesOf[context.size];
  const files: BenchAppels[] = [];
  try {
    for (const people of [small, usual]) {
      files.push(await openBenchAppels(context.folder, people));
      context.say(`${shown(people)} candidats`);
    }
    const rounds = Array.from({ length: context.rounds }, () => measureRound(files, turns));
    const names = (files[0]?.questions ?? []).map(({ name }) => name);
    const figures: Figure[] = names.flatMap((name, rank) =>
      files.map(({ people }, place) =>
        figure(
          `${name}, ${shown(people)} candidats`,
          'ms',
          rounds.map((round) => round[rank]?.[place] ?? 0),
        ),
      ),
    );
    const ratios: Ratio[] = names.map((name, rank) => {
      const growth = median(rounds.map((round) => (round[rank]?.[1] ?? 0) / (round[rank]?.[0] ?? 1)));
      return ratio(`${name}, ${shown(usual)} against ${shown(small)}`, growth, 'at_most', limits[context.size]);
    });
    return { figures, ratios, notes };
  } finally {
    for (const file of files) file.close();
  }
}

const notes = [
  'Twenty people a page, with why each is called and what time it is for the family. A call is logged for whoever stands' +
    ' first, with its next action, as the screen logs it.',
  'The file is encrypted and was filled by the first sync of the product.',
];

export const appels: Bench = { name: 'appels', run };
