import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runOnVirtualDesktop } from '../../tools/display.ts';
import { runInGroup } from '../../tools/process-group.ts';
import { describeMachine } from './machine.ts';
import type { Options } from './options.ts';
import type { Part } from './registry.ts';
import { answerFile, type BenchResult, type PartAnswer, partAnswer } from './result.ts';

export const interruptedCode = 130;

const runPart = async (part: Part, work: string, options: Options): Promise<{ code: number; answer: PartAnswer }> => {
  const parameters = [fileURLToPath(new URL('./part.ts', import.meta.url)), '--partie', part.name, '--travail', work];
  if (options.quick) parameters.push('--rapide');
  const isOnDesktop = part.needsDesktop && process.platform === 'linux';
  const code = isOnDesktop
    ? await runOnVirtualDesktop(process.execPath, parameters)
    : await runInGroup(process.execPath, parameters, process.env);
  const file = answerFile(work, part.name);
  if (!existsSync(file)) return { code, answer: { ok: false, reason: `it ended without a figure (code ${code})` } };
  return { code, answer: partAnswer.parse(JSON.parse(readFileSync(file, 'utf8'))) };
};

/** null after an interruption: half a run is no result. */
export const runParts = async (
  chosen: readonly Part[],
  work: string,
  options: Options,
  isInterrupted: () => boolean,
): Promise<BenchResult | null> => {
  const startedAt = performance.now();
  const result: BenchResult = {
    form: options.quick ? 'quick' : 'full',
    startedAt: new Date().toISOString(),
    seconds: 0,
    machine: describeMachine(null),
    parts: [],
    refused: [],
  };
  const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10;
  for (const part of chosen) {
    // Perhaps during the set-up, before anything of the benchmark ran.
    if (isInterrupted()) return null;
    const start = performance.now();
    const { code, answer } = await runPart(part, work, options);
    if (code === interruptedCode || isInterrupted()) return null;
    if (answer.ok) result.parts.push({ name: part.name, seconds: secondsSince(start), ...answer.measured });
    else result.refused.push({ name: part.name, reason: answer.reason });
  }
  result.seconds = secondsSince(startedAt);
  return result;
};
