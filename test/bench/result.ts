import { join } from 'node:path';
import { z } from 'zod';

/** What `--json FILE` holds. One part that was refused leaves its reason, never a figure. */

const figureShape = z.object({
  name: z.string(),
  unit: z.enum(['ms', 's', 'rows/s', 'actes/s', 'deposits/s', 'MB']),
  median: z.number(),
  rounds: z.array(z.number()).min(1),
});

const ratioShape = z.object({
  name: z.string(),
  value: z.number(),
  limit: z.number().nullable(),
  kind: z.enum(['at_least', 'at_most']),
  reached: z.boolean(),
});

const measuredShape = z.object({
  figures: z.array(figureShape),
  ratios: z.array(ratioShape),
  notes: z.array(z.string()),
});

/** What the process of one part leaves behind. */
export const partAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), measured: measuredShape }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type PartAnswer = z.infer<typeof partAnswer>;

const machineShape = z.object({
  cpu: z.string(),
  cores: z.number().int(),
  memoryMB: z.number().int(),
  os: z.string(),
  node: z.string(),
  sqlite: z.string(),
  /** null when no part needed one. */
  electron: z.string().nullable(),
  /** null outside a git checkout. */
  commit: z.string().nullable(),
});
export type Machine = z.infer<typeof machineShape>;

export const benchResult = z.object({
  form: z.enum(['full', 'quick']),
  startedAt: z.string(),
  seconds: z.number(),
  machine: machineShape,
  parts: z.array(z.object({ name: z.string(), seconds: z.number(), ...measuredShape.shape })),
  refused: z.array(z.object({ name: z.string(), reason: z.string() })),
});
export type BenchResult = z.infer<typeof benchResult>;
export type PartResult = BenchResult['parts'][number];

/** @param work the folder of the whole run */
export const answerFile = (work: string, name: string): string => join(work, `${name}.json`);
