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
import { type BenchAgenda, openBenchAgenda } from './poste.ts';
import { parCreneau } from './semaine.ts';
import { type BenchServeur, openBenchServeur } from './serveur.ts';

/** What a booking and a page of the agenda cost, by how much the agenda holds. */
interface Sizes {
  small: number;
  /** Held against `small`. */
  usual: number;
  turns: number;
}

const sizesOf: Record<BenchContext['size'], Sizes> = {
  full: { small: 100, usual: 5_000, turns: 15 },
  quick: { small: 10, usual: 20, turns: 2 },
};
/** Of twenty réservations nothing can be promised. */
const limits: Record<BenchContext['size'], number | null> = { full: 2, quick: null };

const shown = (count: number): string => count.toLocaleString('en-US');
const told = (reservations: number): string =>
  `${shown(reservations)} réservations, ${shown(Math.ceil(reservations / parCreneau))} créneaux`;

interface Question {
  name: string;
  /** Milliseconds, one after the other in the two sizes. */
  ask: ((turn: number) => Promise<number>)[];
}

const timed = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

function questionsOf(agendas: readonly BenchAgenda[], serveurs: readonly BenchServeur[]): Question[] {
  const onPoste = (agendas[0]?.questions ?? []).map(({ name }, rank): Question => {
    const ask = agendas.map(
      ({ questions }) =>
        (turn: number) =>
          timed(async () => questions[rank]?.ask(turn)),
    );
    return { name, ask };
  });
  return [
    { name: 'a booking settled by the server', ask: serveurs.map((serveur) => () => serveur.reserver()) },
    { name: 'cancelling it', ask: serveurs.map((serveur) => () => serveur.annuler()) },
    ...onPoste,
  ];
}

/** Every question of every size in turn, many times over; the median of each, by question, by size. */
async function measureRound(questions: readonly Question[], turns: readonly number[]): Promise<number[][]> {
  const taken = questions.map(({ ask }) => ask.map((): number[] => []));
  for (const turn of turns)
    for (const [rank, { ask }] of questions.entries())
      for (const [place, one] of ask.entries()) taken[rank]?.[place]?.push(await one(turn));
  return taken.map((places) => places.map(median));
}

async function run(context: BenchContext): Promise<Measured> {
  const { small, usual, turns } = sizesOf[context.size];
  const agendas: BenchAgenda[] = [];
  const serveurs: BenchServeur[] = [];
  try {
    for (const reservations of [small, usual]) {
      agendas.push(await openBenchAgenda(context.folder, reservations));
      serveurs.push(await openBenchServeur(context.folder, reservations, turns * context.rounds));
      context.say(told(reservations));
    }
    const questions = questionsOf(agendas, serveurs);
    const rounds: number[][][] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      const mine = Array.from({ length: turns }, (_, turn) => round * turns + turn);
      rounds.push(await measureRound(questions, mine));
    }
    const cost = (rank: number, place: number): number[] => rounds.map((round) => round[rank]?.[place] ?? 0);
    const figures: Figure[] = questions.flatMap(({ name }, rank) =>
      [small, usual].map((size, place) => figure(`${name}, ${told(size)}`, 'ms', cost(rank, place))),
    );
    const ratios: Ratio[] = questions.map(({ name }, rank) => {
      const growth = median(rounds.map((round) => (round[rank]?.[1] ?? 0) / (round[rank]?.[0] ?? 1)));
      return ratio(`${name}, ${shown(usual)} against ${shown(small)}`, growth, 'at_most', limits[context.size]);
    });
    return { figures, ratios, notes };
  } finally {
    for (const agenda of agendas) agenda.close();
    for (const serveur of serveurs) await serveur.close();
  }
}

const notes = [
  'A week holds twenty créneaux with five people each, in both sizes: the larger agenda has more weeks.',
  'A booking of the server is one transaction: the place, its row for the postes, the mail and the page of its link. Both' +
    ' files are encrypted; the poste was filled by the first sync of the product.',
];

export const agenda: Bench = { name: 'agenda', run };
