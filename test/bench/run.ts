import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnVirtualDesktop } from '../../tools/display.ts';
import { findElectron } from '../../tools/electron-runtime.ts';
import { runTool } from '../../tools/failure.ts';
import { assertNodeVersion } from '../../tools/node-version.ts';
import { runInGroup } from '../../tools/process-group.ts';
import { ensureSystemPackages } from '../../tools/system-packages.ts';
import { readFigures } from './figures.ts';
import { describeMachine } from './machine.ts';
import { type Options, partOf, readOptions } from './options.ts';
import { type Part, parts } from './registry.ts';
import { refreshReport } from './report.ts';
import { answerFile, type BenchResult, type PartAnswer, partAnswer } from './result.ts';
import { tableOf } from './table.ts';

// `npm run bench`: every part in a process group of its own, then one table, one file, one page. A limit that is missed
// is said, loudly, and is no failure: speed depends on the machine. A contender that loses rows is one.

const interruptedCode = 130;
const names = parts.map(({ name }) => name);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
const runParts = async (
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

const writeWhole = (file: string, text: string): void => {
  writeFileSync(partOf(file), text);
  renameSync(partOf(file), file);
};

const writeReport = (page: string, result: BenchResult): void =>
  writeWhole(page, refreshReport(result, parts, existsSync(page) ? readFileSync(page, 'utf8') : null));

const run = async (options: Options): Promise<number> => {
  if (options.from !== null && options.report !== null) {
    writeReport(options.report, readFigures(options.from, names));
    return 0;
  }
  const chosen = parts.filter(({ name }) => options.only === null || name === options.only);
  // Whatever runs passes the order to stop on to its own processes; here it only ends what would come next.
  let isInterrupted = false;
  for (const signal of signals)
    process.on(signal, () => {
      isInterrupted = true;
    });
  let electron: string | null = null;
  if (chosen.some(({ needsDesktop }) => needsDesktop)) {
    await ensureSystemPackages();
    electron = (await findElectron()).version;
  }
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'rappel-cfa-bench-')));
  try {
    const result = await runParts(chosen, work, options, () => isInterrupted);
    if (result === null) return interruptedCode;
    result.machine.electron = electron;
    // First of all: a file that cannot be written any more loses no figure.
    console.log(tableOf(result));
    if (options.json !== null) writeWhole(options.json, `${JSON.stringify(result, null, 2)}\n`);
    if (options.report !== null && result.refused.length === 0) writeReport(options.report, result);
    return result.refused.length === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
};

await runTool(async () => {
  assertNodeVersion();
  const read = readOptions(process.argv.slice(2), names);
  if (read.ok) return await run(read.options);
  console.error(read.sentence);
  return 2;
});
