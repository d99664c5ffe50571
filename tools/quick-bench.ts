import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageScript, repositoryFolder, toolCacheFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { countVitest, readCounts, type TestCounts } from './test-counts.ts';

const report = join(toolCacheFolder, 'bench.json');

/** Runs the benchmark on few rows, to see that every part still works. Alone: it starts Electron and packs the app. */
export const runQuickBench = async (): Promise<TestCounts> => {
  await mkdir(toolCacheFolder, { recursive: true });
  await rm(report, { force: true });
  const parameters = ['run', '--project=bench', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = await runCommand(process.execPath, [packageScript('vitest/vitest.mjs'), ...parameters], {
    cwd: repositoryFolder,
    output: 'show',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return await readCounts(report, result.code, countVitest);
};
