import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Seeded } from '../../simulation/seeded.ts';
import { livedRows } from '../lived-rows.ts';
import { type Bench, type BenchContext, type Figure, figure, type Measured, median, ratio } from '../measure.ts';
import { type BenchPoste, fillPoste, granted } from '../poste.ts';
import { type Family, families, type Question, questionsFor } from './questions.ts';

/** How long a person waits for a page, a search or a saved call, by how many people her file holds. */
interface Sizes {
  small: number;
  /** Held against `small`. */
  usual: number;
  /** Only told. */
  large: number;
}

const sizesOf: Record<BenchContext['size'], Sizes> = {
  full: { small: 1_000, usual: 20_000, large: 100_000 },
  quick: { small: 60, usual: 120, large: 240 },
};
const turns: Record<BenchContext['size'], number> = { full: 15, quick: 2 };
/** Of a file of 60 people nothing can be promised. */
const limits: Record<BenchContext['size'], number | null> = { full: 2, quick: null };
const nowMs = Date.parse('2026-06-24T09:30:00.000Z');

interface Contestant {
  people: number;
  poste: BenchPoste;
  questions: Question[];
}

async function prepare(context: BenchContext, people: number): Promise<Contestant> {
  const operateurs = Array.from({ length: 12 }, (_, index) => new Seeded(100 + index).uuid());
  const folder = join(context.folder, String(people));
  mkdirSync(folder);
  const voeux = Math.floor((people * 4) / 3);
  const rowsOf = (flux: string) => livedRows(voeux, { flux, nowMs, operateurs });
  let tete = 0;
  for (const _row of rowsOf('')) tete += 1;
  const start = performance.now();
  const poste = await fillPoste({ folder, nowMs, operateurs, rowsOf, tete });
  const { total } = granted(poste.candidats['candidats:compteurs']({}));
  if (total !== people) throw new Error(`${total} candidats of ${people} are in the list`);
  context.say(`${people} candidats, ${tete} rows in ${Math.round(performance.now() - start)} ms`);
  // In an order that has nothing to do with their place in the file.
  const dossiers = poste.store.persons
    .prepare<[], string>('SELECT dossier FROM dossier_etat ORDER BY dossier LIMIT 2000')
    .pluck()
    .all();
  return { people, poste, questions: questionsFor(poste, operateurs[0] ?? '', dossiers) };
}

/** Milliseconds of one call. */
function timed(question: Question): number {
  const start = performance.now();
  question.ask();
  return performance.now() - start;
}

/** One round: every question of every size in turn, many times over; the median of each. */
function measureRound(contestants: readonly Contestant[], times: number): number[][] {
  const taken = contestants.map(({ questions }) => questions.map((): number[] => []));
  for (let turn = 0; turn < times; turn += 1) {
    for (const [rank] of (contestants[0]?.questions ?? []).entries()) {
      for (const [place, { questions }] of contestants.entries()) {
        const question = questions[rank];
        if (question !== undefined) taken[place]?.[rank]?.push(timed(question));
      }
    }
  }
  return taken.map((lists) => lists.map(median));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

async function run(context: BenchContext): Promise<Measured> {
  const { small, usual, large } = sizesOf[context.size];
  const contestants: Contestant[] = [];
  try {
    for (const people of [small, usual, large]) contestants.push(await prepare(context, people));
    const questions = contestants[0]?.questions ?? [];
    /** By round, by size, by question. */
    const rounds = Array.from({ length: context.rounds }, () => measureRound(contestants, turns[context.size]));
    const medianOf = (round: number[][] | undefined, place: number, rank: number): number =>
      round?.[place]?.[rank] ?? 0;
    const figures: Figure[] = questions.flatMap(({ name }, rank) =>
      contestants.map(({ people }, place) =>
        figure(
          `${name}, ${people.toLocaleString('en-US')} candidats`,
          'ms',
          rounds.map((round) => medianOf(round, place, rank)),
        ),
      ),
    );
    const ranksOf = (family: Family): number[] =>
      questions.flatMap((question, rank) => (question.family === family ? [rank] : []));
    const growth = (family: Family, place: number): number =>
      median(
        rounds.map((round) => {
          const ranks = ranksOf(family);
          const all = (at: number): number => sumOf(ranks.map((rank) => medianOf(round, at, rank)));
          return all(place) / all(0);
        }),
      );
    /** The sums of a family would hide one question that grows among many that do not. */
    const worstGrowth = (family: Family): number =>
      Math.max(
        ...ranksOf(family).map((rank) =>
          median(rounds.map((round) => medianOf(round, 1, rank) / medianOf(round, 0, rank))),
        ),
      );
    const ratios = families.flatMap((family) => [
      ratio(
        `${family}, ${shownSize(usual)} against ${shownSize(small)}`,
        growth(family, 1),
        'at_most',
        limits[context.size],
      ),
      ratio(`${family}, ${shownSize(large)} against ${shownSize(small)}`, growth(family, 2), 'at_most', null),
      ratio(
        `worst question of ${family}, ${shownSize(usual)} against ${shownSize(small)}`,
        worstGrowth(family),
        'at_most',
        null,
      ),
    ]);
    return { figures, ratios, notes: [...notes, linesNote(contestants)] };
  } finally {
    for (const { poste } of contestants) poste.close();
  }
}

/** A page that is not full costs less: a ratio between sizes is read with the lines that each showed. */
function linesNote(contestants: readonly Contestant[]): string {
  const linesOf = ({ questions }: Contestant, family: Family): number =>
    sumOf(questions.filter((question) => question.family === family).map((question) => question.ask()));
  const told = contestants.map(
    (one) =>
      `${linesOf(one, 'filtered pages')} filtered and ${linesOf(one, 'searches')} searched among ${shownSize(one.people)}`,
  );
  return `Lines shown in one turn of the questions: ${told.join(', ')}.`;
}

const shownSize = (people: number): string => people.toLocaleString('en-US');
const notes = [
  'Each figure is the median of the calls of one round through the handlers that the page calls, one hundred lines a page.',
  'The questions take turns in the memory of one connection. Each size has connections of its own, with 32 MB' +
    ' of pages each: a small file may be wholly in memory where a large one is not, and the ratios include that.',
  'The file is encrypted and was filled by the first sync of the product.',
];

export const listes: Bench = { name: 'listes', run };
