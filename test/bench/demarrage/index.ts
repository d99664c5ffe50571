import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron, runtimeSentence } from '../../../tools/electron-runtime.ts';
import { ensureFreshBuild } from '../../../tools/fresh-build.ts';
import { repositoryFolder } from '../../../tools/repository.ts';
import { type Bench, type BenchContext, figure, type Measured, median, ratio } from '../measure.ts';
import { type Contender, timeToReady } from './launch.ts';

/** One start says nothing. */
const limits: Record<BenchContext['size'], number | null> = { full: 2, quick: null };
/** Starts vary more than anything else here. */
const roundsAtLeast = 5;

const app: Contender = { appFolder: repositoryFolder, page: 'app://', selector: '#page button' };
const emptyWindow: Contender = {
  appFolder: fileURLToPath(new URL('./empty-window', import.meta.url)),
  page: 'file://',
  selector: 'main',
};

interface Starts {
  fresh: number[];
  warm: number[];
}

const medianRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((time, round) => time / (theirs[round] ?? Number.NaN)));

interface Turn {
  contender: Contender;
  starts: Starts;
  /** Name of the folder of its profile. */
  place: string;
}

async function startTwice({ folder }: BenchContext, executable: string, { contender, starts, place }: Turn) {
  const profile = join(folder, place);
  mkdirSync(profile);
  starts.fresh.push(await timeToReady(executable, contender, profile));
  starts.warm.push(await timeToReady(executable, contender, profile));
}

async function run(context: BenchContext): Promise<Measured> {
  const runtime = await findElectron();
  await ensureFreshBuild(runtime, context.say);
  const limit = limits[context.size];
  const rounds = context.size === 'full' ? Math.max(roundsAtLeast, context.rounds) : context.rounds;
  const ours: Starts = { fresh: [], warm: [] };
  const theirs: Starts = { fresh: [], warm: [] };
  /** Not counted: it brings Electron's files into the system's memory. */
  await startTwice(context, runtime.executable, {
    contender: emptyWindow,
    starts: { fresh: [], warm: [] },
    place: 'first',
  });
  for (let round = 0; round < rounds; round += 1) {
    await startTwice(context, runtime.executable, { contender: app, starts: ours, place: `app-${round}` });
    await startTwice(context, runtime.executable, { contender: emptyWindow, starts: theirs, place: `empty-${round}` });
  }
  return {
    figures: [
      figure('app, fresh profile', 'ms', ours.fresh),
      figure('empty window, fresh profile', 'ms', theirs.fresh),
      figure('app, profile of the start before', 'ms', ours.warm),
      figure('empty window, profile of the start before', 'ms', theirs.warm),
    ],
    ratios: [
      ratio(
        'app ready against an empty window, fresh profile',
        medianRatio(ours.fresh, theirs.fresh),
        'at_most',
        limit,
      ),
      ratio('app ready against an empty window, known profile', medianRatio(ours.warm, theirs.warm), 'at_most', limit),
    ],
    notes: [
      runtimeSentence(runtime),
      'The screen reached is that of the first run: there is no account yet, and no encrypted file is opened.',
      'Ready: its page is loaded and painted, and, for the app, has its first button. Both tell it the same way, through DevTools.',
    ],
  };
}

export const demarrage: Bench = { name: 'demarrage', run };
