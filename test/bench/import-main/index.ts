import { join } from 'node:path';
import { z } from 'zod';
import { Child } from '../child.ts';
import { type Bench, type BenchContext, figure, type Measured, median, ratio } from '../measure.ts';
import { pupilsOf } from '../rows.ts';
import { writeFile } from './fichier.ts';

const fullVoeux = 100_000;
const quickVoeux = 200;
/** Promised of the reading. */
const memoryMegabytes = 150;
const megabyte = 1_000_000;

const step = z.object({ ms: z.number(), cpuMs: z.number(), longestMs: z.number() });
const answer = z.object({
  lecture: step,
  application: step,
  relecture: step,
  startBytes: z.number(),
  readBytes: z.number(),
  peakBytes: z.number(),
  voeux: z.number(),
  candidats: z.number(),
  changes: z.number(),
});
type Answer = z.infer<typeof answer>;

async function importOnce(folder: string, fichier: string, round: number): Promise<Answer> {
  const base = join(folder, `poste-${round}.db`);
  const child = new Child(new URL('./poste-process.ts', import.meta.url), { fichier, base });
  const said = await child.read(answer);
  await child.ended();
  return said;
}

/** The file of a CFA read, looked at, applied to a list of this poste, and read again against it. */
async function run(context: BenchContext): Promise<Measured> {
  const voeux = context.size === 'full' ? fullVoeux : quickVoeux;
  const fichier = join(context.folder, 'liste.csv');
  await writeFile(fichier, voeux);
  const rounds: Answer[] = [];
  for (let round = 0; round < context.rounds; round += 1) {
    const said = await importOnce(context.folder, fichier, round);
    if (said.voeux !== voeux || said.candidats !== pupilsOf(voeux))
      throw new Error(`${said.voeux} vœux are in the file`);
    if (said.changes !== 0) throw new Error(`the same file read again changes ${said.changes} vœux`);
    rounds.push(said);
    context.say(`${voeux} rows imported`);
  }
  const seconds = (pick: (said: Answer) => number): number[] => rounds.map((said) => pick(said) / 1000);
  const above = (pick: (said: Answer) => number): number[] =>
    rounds.map((said) => (pick(said) - said.startBytes) / megabyte);
  const reading = above(({ readBytes }) => readBytes);
  return {
    figures: [
      figure(
        'reading',
        'rows/s',
        rounds.map(({ lecture }) => (voeux / lecture.ms) * 1000),
      ),
      figure(
        'reading: longest wait of a command',
        's',
        seconds(({ lecture }) => lecture.longestMs),
      ),
      figure('reading: memory of the core above start', 'MB', reading),
      figure(
        'applying, everybody drawn',
        's',
        seconds(({ application }) => application.ms),
      ),
      figure(
        'applying: longest wait of a command',
        's',
        seconds(({ application }) => application.longestMs),
      ),
      figure(
        'reading the same file again',
        's',
        seconds(({ relecture }) => relecture.ms),
      ),
      figure(
        'memory of the core above start, whole import',
        'MB',
        above(({ peakBytes }) => peakBytes),
      ),
    ],
    ratios: [
      ratio(
        'reading: memory above start, against 150 MB',
        median(reading) / memoryMegabytes,
        'at_most',
        context.size === 'full' ? 1 : null,
      ),
    ],
    notes: [
      `${voeux.toLocaleString('en-US')} rows of one list, three quarters as many pupils, in a process of its own over an encrypted file.`,
      'Rows are made beforehand by slices; the one transaction that writes them is the longest wait. People are then drawn a few at a time.',
    ],
  };
}

export const importMain: Bench = { name: 'import-main', run };
