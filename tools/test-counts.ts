import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface TestCounts {
  passed: number;
  failed: number;
}

const vitestReport = z.object({ numPassedTests: z.number().int(), numFailedTests: z.number().int() });
const playwrightReport = z.object({ stats: z.object({ expected: z.number().int(), unexpected: z.number().int() }) });

export const countVitest = (json: unknown): TestCounts => {
  const report = vitestReport.parse(json);
  return { passed: report.numPassedTests, failed: report.numFailedTests };
};

export const countPlaywright = (json: unknown): TestCounts => {
  const { stats } = playwrightReport.parse(json);
  return { passed: stats.expected, failed: stats.unexpected };
};

/**
 * Reads one report. A runner that failed without a failed test (a file that does not load, a crash before the report)
 * still counts as one failure, and a runner that says all is well with no test at all has not tested anything.
 */
export const readCounts = async (
  file: string,
  code: number,
  count: (json: unknown) => TestCounts,
): Promise<TestCounts> => {
  let counts: TestCounts = { passed: 0, failed: 0 };
  try {
    counts = count(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const isSuspicious = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return isSuspicious ? { ...counts, failed: 1 } : counts;
};

export const addCounts = (left: TestCounts, right: TestCounts): TestCounts => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
});

export const countsLine = ({ passed, failed }: TestCounts): string => `${passed} passed, ${failed} failed`;
