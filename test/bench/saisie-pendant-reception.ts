import { setTimeout as sleep } from 'node:timers/promises';
import type { PullRow } from '../../shared/contract/sync.ts';
import { Seeded } from '../simulation/seeded.ts';
import { logCall, readPage } from './listes/questions.ts';
import { type Bench, type BenchContext, figure, type Measured, median, ratio } from './measure.ts';
import { type BenchPoste, breathe, fillPoste } from './poste.ts';
import { benchRows } from './rows.ts';

/**
 * How long a person waits to log a call, see a page and search while another list is being received after the first
 * sync: the product's own store, engine and handlers over an encrypted file; only the network is played.
 */
const firstRows = 3_000;
/** People act seconds apart: this is already a crowd, and leaves most of the time to the rows. */
const restMs = 200;
const timesAtRest = 40;
const nowMs = Date.parse('2026-06-24T09:30:00.000Z');

const acts = ['saisie', 'page', 'recherche'] as const;
type Times = Record<(typeof acts)[number], number[]>;

/** One reception, or none: how long each act took, and how long the rows did. */
interface Lived {
  times: Times;
  seconds: number;
}

const emptyTimes = (): Times => ({ saisie: [], page: [], recherche: [] });

/**
 * From the moment the person acts, the wait for the event loop included: that is what she feels.
 * @param dueAt when she acts; a timer that comes late because of the rows is a wait too
 */
async function felt(times: number[], dueAt: number, work: () => unknown): Promise<void> {
  // A timer may also come a fraction of a millisecond early.
  const start = Math.min(dueAt, performance.now());
  await breathe();
  work();
  times.push(performance.now() - start);
}

async function actOnce(poste: BenchPoste, known: readonly string[], times: Times, dueAt: number): Promise<void> {
  await felt(times.saisie, dueAt, () => logCall(poste, known));
  await felt(times.page, performance.now(), () => readPage(poste, {}));
  await felt(times.recherche, performance.now(), () => readPage(poste, { recherche: 'ma 981' }));
}

async function liveAtRest(poste: BenchPoste, known: readonly string[], times: number): Promise<Times> {
  const taken = emptyTimes();
  for (let turn = 0; turn < times; turn += 1) await actOnce(poste, known, taken, performance.now());
  return taken;
}

/** The person goes on working, with a breath between two acts, until so many more rows are in. */
async function liveThrough(poste: BenchPoste, known: readonly string[], rows: number): Promise<Lived> {
  const times = emptyTimes();
  poste.relation.tete += rows;
  let isReceiving = true;
  const start = performance.now();
  const receiving = poste.engine.runNow().finally(() => {
    isReceiving = false;
  });
  let dueAt = start;
  while (isReceiving) {
    await actOnce(poste, known, times, dueAt);
    dueAt = performance.now() + restMs;
    await sleep(restMs);
  }
  await receiving;
  const seconds = (performance.now() - start) / 1000;
  const held = poste.store.bulk.prepare<[string], number>('SELECT count(*) FROM ligne WHERE flux = ?').pluck();
  const got = held.get(poste.relation.id) ?? 0;
  if (got !== poste.relation.tete) throw new Error(`${got} rows of ${poste.relation.tete} are in the file`);
  return { times, seconds };
}

/** The rows of one list, numbered from 1: what an import brings. */
function* listRows(voeux: number): Generator<PullRow> {
  let seq = 0;
  for (const { type, id, v, dossierId, corps } of benchRows(voeux)) {
    seq += 1;
    yield [seq, type, id, v, dossierId, corps];
  }
}

async function openDesk(folder: string, rows: number): Promise<{ poste: BenchPoste; known: string[] }> {
  const operateurs = Array.from({ length: 12 }, (_, index) => new Seeded(100 + index).uuid());
  const poste = await fillPoste({
    folder,
    nowMs,
    operateurs,
    // Never short of rows: a vœu brings more than one.
    rowsOf: () => listRows(firstRows + rows),
    tete: Math.min(firstRows, rows),
  });
  const known = poste.store.persons.prepare<[], string>('SELECT dossier FROM dossier_etat').pluck().all();
  return { poste, known };
}

const quantile = (times: readonly number[], part: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

const names: Record<keyof Times, string> = { saisie: 'logging a call', page: 'a page', recherche: 'a search' };

async function run(context: BenchContext): Promise<Measured> {
  const rowsPerRound = context.size === 'full' ? Math.ceil(100_000 / context.rounds) : 400;
  const { poste, known } = await openDesk(context.folder, rowsPerRound * context.rounds);
  try {
    const rest: Times[] = [];
    const rounds: Lived[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      rest.push(await liveAtRest(poste, known, context.size === 'full' ? timesAtRest : 2));
      rounds.push(await liveThrough(poste, known, rowsPerRound));
      context.say(`${(round + 1) * rowsPerRound} rows received`);
    }
    const figures = acts.flatMap((act) => [
      figure(
        `${names[act]} at rest`,
        'ms',
        rest.map((times) => median(times[act])),
      ),
      figure(
        `${names[act]} meanwhile`,
        'ms',
        rounds.map(({ times }) => median(times[act])),
      ),
      figure(
        `${names[act]} meanwhile, 95 of 100`,
        'ms',
        rounds.map(({ times }) => quantile(times[act], 0.95)),
      ),
      figure(
        `${names[act]} meanwhile, longest`,
        'ms',
        rounds.map(({ times }) => quantile(times[act], 1)),
      ),
    ]);
    const rates = rounds.map(({ seconds }) => rowsPerRound / seconds);
    const waits = (act: keyof Times): number =>
      median(rounds.map(({ times }, round) => median(times[act]) / median(rest[round]?.[act] ?? [])));
    return {
      figures: [...figures, figure('rows received meanwhile', 'rows/s', rates)],
      ratios: acts.map((act) => ratio(`${names[act]}, meanwhile against at rest`, waits(act), 'at_most', null)),
      notes: [
        `${rounds.reduce((sum, { times }) => sum + times.saisie.length, 0)} calls logged while ` +
          `${(rowsPerRound * context.rounds).toLocaleString('en-US')} rows arrived in ${context.rounds} lots, a round each; ` +
          `${restMs} ms between two acts; the wait for the event loop is counted.`,
      ],
    };
  } finally {
    poste.close();
  }
}

export const saisie: Bench = { name: 'saisie', run };
