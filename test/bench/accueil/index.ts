import { fuzzAccueil } from '../../support/accueil-fuzz.ts';
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
import { type BenchBoite, openBenchBoite } from './boite.ts';
import { openBenchGuichet } from './serveur.ts';

/** What one more demande costs when many were made, from the form to the inbox; and that no form makes the intake fail. */
interface Sizes {
  fuzzed: number;
  small: number;
  usual: number;
  /** To be answered at one time, whatever was answered before. */
  open: number;
  /** Deposits taken in one round. */
  taken: number;
  turns: number;
}

const sizesOf: Record<BenchContext['size'], Sizes> = {
  full: { fuzzed: 20_000, small: 1_000, usual: 20_000, open: 300, taken: 200, turns: 15 },
  quick: { fuzzed: 100, small: 10, usual: 20, open: 5, taken: 5, turns: 2 },
};
/** Of twenty demandes nothing can be promised. */
const limitsOf: Record<BenchContext['size'], { deposit: number | null; inbox: number | null }> = {
  full: { deposit: 1.5, inbox: 2 },
  quick: { deposit: null, inbox: null },
};

const shown = (count: number): string => count.toLocaleString('en-US');

/** @throws when a request is answered by a 5xx, or leaves what it may not */
async function measureFuzz({ say }: BenchContext, { fuzzed }: Sizes): Promise<{ figures: Figure[]; notes: string[] }> {
  const start = performance.now();
  const { statuts, depots } = await fuzzAccueil(fuzzed);
  const seconds = (performance.now() - start) / 1_000;
  say(`${fuzzed} generated requests in ${Math.round(seconds)} s`);
  const told = Object.entries(statuts).map(([status, count]) => `${shown(count)} × ${status}`);
  return {
    figures: [figure(`${shown(fuzzed)} generated requests to every public route`, 's', [seconds])],
    notes: [
      `Generated requests: ${told.join(', ')}; none was a 5xx. ${shown(depots)} left a deposit, all of them right forms;` +
        ' the intake has no other way to make a mail.',
    ],
  };
}

async function measureDeposits(
  context: BenchContext,
  { small, usual, taken }: Sizes,
): Promise<{ figures: Figure[]; ratios: Ratio[] }> {
  const guichets = [await openBenchGuichet(context.folder, small), await openBenchGuichet(context.folder, usual)];
  try {
    context.say(`two bases of ${small} and ${usual} demandes`);
    const rounds: number[][] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      const each: number[] = [];
      for (const guichet of guichets) {
        await guichet.deposer(taken);
        each.push((await guichet.prendre()) / taken);
      }
      rounds.push(each);
    }
    const perDeposit = (place: number): number[] => rounds.map((round) => round[place] ?? 0);
    const growth = median(rounds.map(([first = 1, second = 0]) => second / first));
    const limit = limitsOf[context.size].deposit;
    return {
      figures: [
        ...guichets.map(({ demandes }, place) =>
          figure(`taking one deposit, ${shown(demandes)} demandes in the base`, 'ms', perDeposit(place)),
        ),
        figure(
          `deposits taken, ${shown(usual)} demandes in the base`,
          'deposits/s',
          perDeposit(1).map((ms) => 1_000 / ms),
        ),
      ],
      ratios: [ratio(`cost of a deposit, ${shown(usual)} demandes against ${shown(small)}`, growth, 'at_most', limit)],
    };
  } finally {
    for (const guichet of guichets) await guichet.close();
  }
}

/** Milliseconds of each question of each inbox, all of them in turn; the median of each. */
function askAll(boites: readonly BenchBoite[], turns: number): number[][] {
  const taken = boites.map(({ questions }) => questions.map((): number[] => []));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [place, { questions }] of boites.entries()) {
      for (const [rank, { ask }] of questions.entries()) {
        const start = performance.now();
        ask();
        taken[place]?.[rank]?.push(performance.now() - start);
      }
    }
  }
  return taken.map((lists) => lists.map(median));
}

async function measureInbox(
  context: BenchContext,
  { small, usual, open, turns }: Sizes,
): Promise<{ figures: Figure[]; ratios: Ratio[] }> {
  const boites: BenchBoite[] = [];
  try {
    for (const [demandes, waiting] of [
      [small, open],
      [usual, open],
      [usual, usual],
    ] as const)
      boites.push(await openBenchBoite(context.folder, demandes, waiting === usual ? usual - 1 : waiting));
    context.say('three inboxes');
    const rounds = Array.from({ length: context.rounds }, () => askAll(boites, turns));
    const questions = boites[0]?.questions ?? [];
    const cost = (place: number, rank: number): number[] => rounds.map((round) => round[place]?.[rank] ?? 0);
    const growth = (place: number, rank: number): number =>
      median(rounds.map((round) => (round[place]?.[rank] ?? 0) / (round[0]?.[rank] ?? 1)));
    const limit = limitsOf[context.size].inbox;
    return {
      figures: boites.flatMap(({ name }, place) =>
        questions.map((question, rank) => figure(`${question.name}, ${name}`, 'ms', cost(place, rank))),
      ),
      ratios: questions.flatMap((question, rank) => [
        ratio(`${question.name}, ${shown(usual)} demandes against ${shown(small)}`, growth(1, rank), 'at_most', limit),
        ratio(`${question.name}, ${shown(usual)} open against ${shown(open)}`, growth(2, rank), 'at_most', null),
      ]),
    };
  } finally {
    for (const boite of boites) boite.close();
  }
}

async function run(context: BenchContext): Promise<Measured> {
  const sizes = sizesOf[context.size];
  const fuzz = await measureFuzz(context, sizes);
  const deposits = await measureDeposits(context, sizes);
  const inbox = await measureInbox(context, sizes);
  return {
    figures: [...fuzz.figures, ...deposits.figures, ...inbox.figures],
    ratios: [...deposits.ratios, ...inbox.ratios],
    notes: [
      ...fuzz.notes,
      'A deposit is taken in a transaction of its own: the dossier, the demande, its mails and reminders, the row that' +
        ' postes pull, what is kept of it sealed. All of them name one training of one site, in encrypted files.',
      'The counters cost the demandes that are open, in an index: with a whole campagne left unanswered they are told, not promised.',
    ],
  };
}

export const accueil: Bench = { name: 'accueil', run };
