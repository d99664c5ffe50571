import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { migrate } from '../../../sync-api/store/migrate.ts';
import { octetsNationaux, type TailleNationale, tailleNationale } from '../../../tools/demo/national.ts';
import { Child } from '../child.ts';
import { type Bench, type BenchContext, type Figure, figure, type Measured, median, ratio } from '../measure.ts';
import { type Pushed, Pushes } from './pushes.ts';

const dixieme: TailleNationale = { voeux: 12_000, relations: 178 };
const quick: readonly [TailleNationale, TailleNationale] = [
  { voeux: 60, relations: 3 },
  { voeux: 240, relations: 12 },
];
/** The key of the test server. */
const cle = createHash('sha256').update('test').digest('hex');

const imported = z.object({
  ms: z.number(),
  steps: z.object({ lecture: z.number(), comparaison: z.number(), application: z.number(), nettoyage: z.number() }),
  peakMB: z.number(),
  startMB: z.number(),
  counts: z.object({ crees: z.number(), modifies: z.number(), inchanges: z.number(), retires: z.number() }),
});
type Imported = z.infer<typeof imported>;
const inserted = z.object({ rows: z.number(), ms: z.number() });
const listening = z.object({ origin: z.string(), flux: z.string(), dossier: z.string() });

interface Round {
  small: Imported;
  first: Imported;
  again: Imported;
  second: Imported;
  bare: z.infer<typeof inserted>;
  pushed: Pushed;
}

/** A national extraction by the command's own code, while somebody pushes to the server of the same file. */
export const importNational: Bench = {
  name: 'import-national',
  async run(context: BenchContext): Promise<Measured> {
    const [small, large] = context.size === 'full' ? [dixieme, tailleNationale] : quick;
    const files = await writeFiles(context.folder, small, large);
    const rounds: Round[] = [];
    for (let round = 1; round <= context.rounds; round += 1) {
      const folder = join(context.folder, `round-${round}`);
      mkdirSync(folder);
      const one = await takeRound(folder, files, large);
      await rm(folder, { recursive: true });
      rounds.push(one);
      context.say(
        `round ${round}: ${Math.round(one.first.ms)} ms, of which ${Math.round(one.first.steps.application)} in the one transaction; bare inserts ${Math.round(one.bare.ms)} ms`,
      );
    }
    return {
      figures: figuresOf(rounds, small, large),
      ratios: ratiosOf(rounds, small, large, context.size === 'full'),
      notes: [
        `${large.voeux} vœux of ${large.relations} relations, in the format of the extraction, made by the demo's generator; ${rounds[0]?.bare.rows ?? 0} rows of five tables when they are written. The file is encrypted, a server listens on it and a poste pushes to it all along.`,
        'Bare inserts: the same rows into the same tables and indexes by one prepared statement a table, in one transaction: nothing read, checked, compared or numbered.',
        'The second list changes one vœu in twenty, removes one in fifty, moves one in four hundred.',
        'The longest wait is that of a push tried again every 40 ms until it is accepted; a poste would wait the two seconds it is told.',
      ],
    };
  },
};

interface Files {
  small: string;
  first: string;
  second: string;
  mef: string;
}

async function writeFiles(folder: string, small: TailleNationale, large: TailleNationale): Promise<Files> {
  const files: Files = {
    small: join(folder, 'petite.csv'),
    first: join(folder, 'nationale-1.csv'),
    second: join(folder, 'nationale-2.csv'),
    mef: fileURLToPath(new URL('../../../resources/demo/n_mef.csv', import.meta.url)),
  };
  const write = (file: string, taille: TailleNationale, liste: 1 | 2): Promise<void> =>
    pipeline(Readable.from(octetsNationaux(taille, liste)), createWriteStream(file));
  await write(files.small, small, 1);
  await write(files.first, large, 1);
  await write(files.second, large, 2);
  return files;
}

async function importFile(base: string, fichier: string, mef: string, date: string): Promise<Imported> {
  const child = new Child(new URL('./import-process.ts', import.meta.url), { base, cle, fichier, mef, date });
  const answer = await child.read(imported);
  await child.ended();
  return answer;
}

async function takeRound(folder: string, files: Files, large: TailleNationale): Promise<Round> {
  const small = await importFile(join(folder, 'petite.db'), files.small, files.mef, '2026-06-01T06:00:00.000Z');
  const base = join(folder, 'nationale.db');
  const server = new Child(new URL('./server-process.ts', import.meta.url), { base });
  try {
    const pushes = new Pushes(await server.read(listening));
    const first = await importFile(base, files.first, files.mef, '2026-06-01T06:00:00.000Z');
    const pushed = await pushes.finish();
    const again = await importFile(base, files.first, files.mef, '2026-06-02T06:00:00.000Z');
    const bare = await insertBare(folder, base);
    const second = await importFile(base, files.second, files.mef, '2026-06-08T06:00:00.000Z');
    if (first.counts.crees !== large.voeux || again.counts.inchanges !== large.voeux)
      throw new Error(`${first.counts.crees} vœux made and ${again.counts.inchanges} found again of ${large.voeux}`);
    server.finish();
    await server.ended();
    return { small, first, again, second, bare, pushed };
  } finally {
    await server.stop();
  }
}

async function insertBare(folder: string, source: string): Promise<z.infer<typeof inserted>> {
  const vide = join(folder, 'vide.db');
  const db = await openDatabase({ url: `sqlite:${vide}`, key: cle });
  await migrate(db);
  await db.destroy();
  const child = new Child(new URL('./bare-process.ts', import.meta.url), { source, vide, cle });
  const answer = await child.read(inserted);
  await child.ended();
  return answer;
}

const seconds = (rounds: readonly Round[], of: (round: Round) => number): number[] =>
  rounds.map((round) => of(round) / 1_000);

function figuresOf(rounds: readonly Round[], small: TailleNationale, large: TailleNationale): Figure[] {
  const rate = ({ bare }: Round, ms: number): number => (bare.rows * 1_000) / ms;
  return [
    figure(
      `first import of ${large.voeux} vœux`,
      's',
      seconds(rounds, ({ first }) => first.ms),
    ),
    figure(
      'of which reading',
      's',
      seconds(rounds, ({ first }) => first.steps.lecture),
    ),
    figure(
      'of which the one transaction',
      'ms',
      rounds.map(({ first }) => first.steps.application),
    ),
    figure(
      'the same file again',
      's',
      seconds(rounds, ({ again }) => again.ms),
    ),
    figure(
      'second list',
      's',
      seconds(rounds, ({ second }) => second.ms),
    ),
    figure(
      'second list, the one transaction',
      'ms',
      rounds.map(({ second }) => second.steps.application),
    ),
    figure(
      `first import of ${small.voeux} vœux`,
      's',
      seconds(rounds, ({ small: one }) => one.ms),
    ),
    figure(
      'rows written by the import',
      'rows/s',
      rounds.map((round) => rate(round, round.first.ms)),
    ),
    figure(
      'rows written by bare inserts',
      'rows/s',
      rounds.map((round) => rate(round, round.bare.ms)),
    ),
    figure(
      `peak memory, ${small.voeux} vœux`,
      'MB',
      rounds.map(({ small: one }) => one.peakMB),
    ),
    figure(
      `peak memory, ${large.voeux} vœux`,
      'MB',
      rounds.map(({ first }) => first.peakMB),
    ),
    figure(
      'longest wait of a push meanwhile',
      'ms',
      rounds.map(({ pushed }) => pushed.longestMs),
    ),
  ];
}

function ratiosOf(rounds: readonly Round[], small: TailleNationale, large: TailleNationale, isFull: boolean) {
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  // Few rows measure how a program starts, not what a row costs.
  const limit = (value: number): number | null => (isFull ? value : null);
  return [
    ratio(
      `cost per row, ${large.voeux} against ${small.voeux}`,
      middle((one) => one.first.ms / large.voeux / (one.small.ms / small.voeux)),
      'at_most',
      limit(1.25),
    ),
    ratio(
      `peak memory, ${large.voeux} against ${small.voeux}`,
      middle((one) => one.first.peakMB / one.small.peakMB),
      'at_most',
      limit(1.5),
    ),
    ratio(
      'import against bare inserts',
      middle((one) => one.bare.ms / one.first.ms),
      'at_least',
      limit(1 / 3),
    ),
    ratio(
      'the same file again, against its first reading',
      middle((one) => one.again.ms / one.first.steps.lecture),
      'at_most',
      limit(1.2),
    ),
    ratio(
      'the one transaction of a first import, in seconds',
      middle((one) => one.first.steps.application / 1_000),
      'at_most',
      limit(3),
    ),
    ratio(
      'the one transaction of a second list, in seconds',
      middle((one) => one.second.steps.application / 1_000),
      'at_most',
      limit(3),
    ),
  ];
}
