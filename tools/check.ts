import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './failure.ts';
import { assertNodeVersion } from './node-version.ts';
import { packageScript, repositoryFolder, toolCacheFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { addCounts, countsLine, countVitest, readCounts, type TestCounts } from './test-counts.ts';

interface Step {
  name: string;
  script: string;
  parameters: readonly string[];
  /** Where the step writes its JSON report when it runs tests. */
  report?: string;
}

const report = join(toolCacheFolder, 'tests.json');

const steps: readonly Step[] = [
  { name: 'types', script: packageScript('typescript/bin/tsc'), parameters: ['-b'] },
  {
    name: 'lint',
    script: packageScript('@biomejs/biome/bin/biome'),
    parameters: ['check', '--error-on-warnings', '--max-diagnostics=40', '.'],
  },
  {
    // Unit, migrations, contract and simulation in one run: the long single file of the last goes beside the others.
    name: 'tests',
    script: packageScript('vitest/vitest.mjs'),
    // The benchmark packs and opens the app; most seeds, and whole days of postes, are long: `npm test` runs them at the end.
    parameters: [
      ...['run', '--project=!bench', '--project=!contract-longue', '--project=!simulation-longue'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    report,
  },
];

/** Runs the steps in order and stops at the first that fails, showing what it said. */
export const runCheck = async (): Promise<TestCounts> => {
  await mkdir(toolCacheFolder, { recursive: true });
  let total: TestCounts = { passed: 0, failed: 0 };
  for (const { name, script, parameters, report } of steps) {
    const startedAt = performance.now();
    if (report !== undefined) await rm(report, { force: true });
    const result = await runCommand(process.execPath, [script, ...parameters], {
      cwd: repositoryFolder,
      output: 'keep',
      // Reports are for people: the same words whether or not a terminal reads them.
      env: { ...process.env, NO_COLOR: '1' },
    });
    const counts =
      report === undefined
        ? { passed: 0, failed: result.code === 0 ? 0 : 1 }
        : await readCounts(report, result.code, countVitest);
    total = addCounts(total, counts);
    if (counts.failed > 0) {
      process.stdout.write(result.output);
      console.log(`${name}: failed`);
      return total;
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${name}: ${report === undefined ? 'ok' : `${counts.passed} passed`} (${seconds} s)`);
  }
  return total;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    assertNodeVersion();
    const counts = await runCheck();
    console.log(countsLine(counts));
    return counts.failed === 0 ? 0 : 1;
  });
}
