import { runCheck } from './check.ts';
import { runEndToEnd } from './e2e.ts';
import { ToolFailure } from './failure.ts';
import { lateRuns, runLateTests } from './late-tests.ts';
import { assertNodeVersion } from './node-version.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { addCounts, countsLine, type TestCounts } from './test-counts.ts';

// What CI runs. Whatever happens, the last line says how many tests passed and failed.
assertNodeVersion();

let counts: TestCounts = { passed: 0, failed: 0 };
try {
  await ensureSystemPackages();
  counts = await runCheck();
  if (counts.failed === 0) counts = addCounts(counts, await runEndToEnd([]));
  for (const run of lateRuns) if (counts.failed === 0) counts = addCounts(counts, await runLateTests(run));
} catch (error) {
  counts = addCounts(counts, { passed: 0, failed: 1 });
  console.error(error instanceof ToolFailure ? error.message : error);
}
process.exitCode = counts.failed === 0 ? 0 : 1;
console.log(countsLine(counts));
