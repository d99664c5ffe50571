import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../tools/electron-runtime.ts';
import { runTool } from '../../tools/failure.ts';
import { assertNodeVersion } from '../../tools/node-version.ts';
import { ensureSystemPackages } from '../../tools/system-packages.ts';
import { readFigures } from './figures.ts';
import { type Options, partOf, readOptions } from './options.ts';
import { parts } from './registry.ts';
import { refreshReport } from './report.ts';
import type { BenchResult } from './result.ts';
import { interruptedCode, runParts } from './run-parts.ts';
import { tableOf } from './table.ts';

// `npm run bench`: every part in a process group of its own, then one table, one file, one page. A limit that is missed
// is said, loudly, and is no failure: speed depends on the machine. A contender that loses rows is one.

const names = parts.map(({ name }) => name);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
