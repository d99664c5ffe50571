import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageScript, repositoryFolder, toolCacheFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { countVitest, readCounts, type TestCounts } from './test-counts.ts';

/** What `npm run check` leaves to `npm test`, so that it stays under two minutes. */
export type LateProject = 'contract-longue' | 'simulation-longue' | 'bench';

/**
 * Runs one of them: what takes whole postes, servers and keychains through their days, more seeds of the simulation, or
 * the benchmark on few rows, to see that every part still works; the last starts Electron and packs the app, so nothing else runs beside it.
 */
export const runLateTests = async (project: LateProject): Promise<TestCounts> => {
  const report = join(toolCacheFolder, `${project}.json`);
  await mkdir(toolCacheFolder, { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const parameters = [packageScript('vitest/vitest.mjs'), 'run', `--project=${project}`, ...reporters];
  const result = await runCommand(process.execPath, parameters, {
    cwd: repositoryFolder,
    output: 'show',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return await readCounts(report, result.code, countVitest);
};
