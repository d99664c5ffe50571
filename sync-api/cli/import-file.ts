import { createReadStream } from 'node:fs';
import { instant, jour } from '../../shared/contract/primitives.ts';
import type { ServerDeps } from '../context.ts';
import { Refusal, refuse } from '../errors.ts';
import { exitCodes, fail, type Io, withDeps } from './io.ts';
import { sentenceOfImport } from './phrases-import.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INCONNUE';

/**
 * The bytes of a file, chunk by chunk.
 *
 * @throws Refusal FICHIER_ILLISIBLE with `raison`, the system's code (ENOENT, EACCES, EISDIR…)
 */
export async function* readFileBytes(path: string | URL): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 64 * 1024 });
  } catch (error: unknown) {
    throw error instanceof Refusal ? error : refuse('FICHIER_ILLISIBLE', 400, { raison: codeOf(error) });
  }
}

/**
 * The instant of `--date`; a civil day means noon UTC, so that it is that day everywhere in France.
 *
 * @throws Refusal DATE_INVALIDE
 */
export function dateOf(text: unknown, now: Date): Date {
  if (text === undefined) return now;
  if (typeof text !== 'string') throw refuse('DATE_INVALIDE', 400);
  if (jour.safeParse(text).success) return new Date(`${text}T12:00:00.000Z`);
  const time = Date.parse(text);
  if (Number.isNaN(time) || !instant.safeParse(new Date(time).toISOString()).success)
    throw refuse('DATE_INVALIDE', 400);
  return new Date(time);
}

/** The option of the imports that can be tried first. */
export const simulationFlag = ['--simuler', 'dire ce qui changerait, sans rien écrire', false] as const;

/** Runs an import: its refusals are said with their own sentences, exit code 1. */
export async function runImport(
  io: Io,
  options: Readonly<Record<string, unknown>>,
  action: (deps: ServerDeps) => Promise<void>,
): Promise<void> {
  await withDeps(io, options, async (deps) => {
    try {
      await action(deps);
    } catch (error: unknown) {
      if (!(error instanceof Refusal) || error.code === 'ERREUR_INTERNE') throw error;
      const sentence = sentenceOfImport(error.code, error.details);
      fail(io, options.json === true, error.code, error.details, exitCodes.refused, sentence);
    }
  });
}
