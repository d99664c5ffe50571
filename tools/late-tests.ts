import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageScript, repositoryFolder, toolCacheFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { countVitest, readCounts, type TestCounts } from './test-counts.ts';

/** What `npm run check` leaves to `npm test`, in the runs it takes: the projects of one share the cores. */
export const lateRuns = [['contract-longue', 'simulation-longue'], ['bench']] as const;
export type LateRun = (typeof lateRuns)[number];

/**
 * Runs one of them: what takes whole postes, servers and keychains through their days and more seeds of the simulation, or
 * the benchmark on few rows, to see that every part still works; the last starts Electron and packs the app, so nothing
 * else runs beside it.
 */
export const runLateTests = async (projects: LateRun): Promise<TestCounts> => {
  const report = join(toolCacheFolder, `${projects.join('-')}.json`);
  await mkdir(toolCacheFolder, { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const parameters = [
    packageScript('vitest/vitest.mjs'),
    'run',
    ...projects.map((one) => `--project=${one}`),
    ...reporters,
  ];
  const result = await runCommand(process.execPath, parameters, {
    cwd: repositoryFolder,
    output: 'show',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return await readCounts(report, result.code, countVitest);
};
