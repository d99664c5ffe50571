import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coreHeapOptions } from '../../../main/shell/core-heap.ts';
import type { FormatExport } from '../../../shared/contract/ipc/exports.ts';
import { Seeded } from '../../simulation/seeded.ts';
import { Child } from '../child.ts';
import { livedRows } from '../lived-rows.ts';
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
import { fillPoste } from '../poste.ts';
import { pupilsOf } from '../rows.ts';
import { linesOf } from './lignes.ts';
import { openInCalc } from './tableur.ts';

/** What a person waits for when everybody leaves in one file, and what it costs the PC meanwhile. */
const voeuxOf: Record<BenchContext['size'], number> = { full: 100_000, quick: 120 };
const formats: readonly (readonly [format: FormatExport, file: string])[] = [
  ['ypareo', 'ypareo.csv'],
  ['excel-csv', 'excel.csv'],
  ['excel-xlsx', 'excel.xlsx'],
];
/** Promised by the product. */
const memoryMegabytes = 150;
const megabyte = 1_000_000;
const nowMs = Date.parse('2026-06-24T09:30:00.000Z');
const key = 'ab'.repeat(32);

const exported = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  startBytes: z.number(),
  peakBytes: z.number(),
  heldMs: z.number(),
  candidats: z.number(),
});
type Exported = z.infer<typeof exported>;

interface Taken {
  format: FormatExport;
  rounds: Exported[];
  bytes: number;
}

async function exportOnce(base: string, format: FormatExport, cible: string, voeux: number): Promise<Exported> {
  const script = new URL('./exporter-process.ts', import.meta.url);
  const child = new Child(script, { fichier: base, cle: key, format, cible }, coreHeapOptions);
  const answer = await child.read(exported);
  if ((await child.ended()) !== 0) throw new Error(`the export to ${format} did not end well`);
  if (answer.candidats !== pupilsOf(voeux)) throw new Error(`${answer.candidats} people in ${format}`);
  const lines = await linesOf(format, cible);
  if (lines !== voeux) throw new Error(`${lines} lines in ${format} for ${voeux} vœux`);
  return answer;
}

async function fill(context: BenchContext, voeux: number): Promise<string> {
  const operateurs = Array.from({ length: 12 }, (_, index) => new Seeded(100 + index).uuid());
  const rowsOf = (flux: string) => livedRows(voeux, { flux, nowMs, operateurs });
  let tete = 0;
  for (const _row of rowsOf('')) tete += 1;
  const poste = await fillPoste({ folder: context.folder, nowMs, operateurs, rowsOf, tete });
  poste.close();
  context.say(`${voeux} vœux, ${tete} rows are there`);
  return join(context.folder, 'poste.db');
}

const secondsOf = ({ rounds }: Taken): number[] => rounds.map(({ ms }) => ms / 1000);
const memoryOf = ({ rounds }: Taken): number[] =>
  rounds.map(({ startBytes, peakBytes }) => (peakBytes - startBytes) / megabyte);

const figuresOf = (taken: Taken, voeux: number): Figure[] => {
  const { format, rounds, bytes } = taken;
  return [
    figure(`${format}: everybody`, 's', secondsOf(taken)),
    figure(
      `${format}: processor of the core`,
      's',
      rounds.map(({ cpuMs }) => cpuMs / 1000),
    ),
    figure(
      `${format}: lines written`,
      'rows/s',
      rounds.map(({ ms }) => (voeux * 1000) / ms),
    ),
    figure(`${format}: memory of the core above start, at its highest`, 'MB', memoryOf(taken)),
    figure(
      `${format}: longest time during which nothing else ran`,
      'ms',
      rounds.map(({ heldMs }) => heldMs),
    ),
    figure(`${format}: file`, 'MB', [bytes / megabyte]),
  ];
};

const ratioOf = (taken: Taken, isFull: boolean): Ratio =>
  ratio(
    `${taken.format}: memory above start, against ${memoryMegabytes} MB`,
    median(memoryOf(taken)) / memoryMegabytes,
    'at_most',
    // Few rows measure how a program starts.
    isFull ? 1 : null,
  );

async function run(context: BenchContext): Promise<Measured> {
  const voeux = voeuxOf[context.size];
  const base = await fill(context, voeux);
  const folder = join(context.folder, 'sortie');
  mkdirSync(folder);
  const all: Taken[] = [];
  for (const [format, file] of formats) {
    const rounds: Exported[] = [];
    const cible = join(folder, file);
    for (let round = 1; round <= context.rounds; round += 1) {
      const answer = await exportOnce(base, format, cible, voeux);
      rounds.push(answer);
      context.say(`${format}, round ${round}: ${Math.round(answer.ms)} ms`);
    }
    all.push({ format, rounds, bytes: statSync(cible).size });
  }
  const calc = await openInCalc(
    formats.map(([format, file]) => ({ format, file: join(folder, file) })),
    folder,
  );
  return {
    figures: all.flatMap((taken) => figuresOf(taken, voeux)),
    ratios: all.map((taken) => ratioOf(taken, context.size === 'full')),
    notes: [
      `${voeux.toLocaleString('en')} vœux of ${pupilsOf(voeux).toLocaleString('en')} people of one relation, four in ten of whom were called. Each export in a process of its own, with the memory bounds of the core; the file is encrypted, and read back after each round: as many lines as vœux.`,
      calc,
    ],
  };
}

export const exports: Bench = { name: 'exports', run };
