import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { addCounts, countPlaywright, countsLine, countVitest, readCounts } from '../../../tools/test-counts.ts';

const makeReport = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-cfa-counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.json');
  writeFileSync(file, text);
  return file;
};

it('the counts of all runners make the last line', async () => {
  const unit = await readCounts(makeReport('{"numPassedTests":12,"numFailedTests":0}'), 0, countVitest);
  const e2e = await readCounts(makeReport('{"stats":{"expected":3,"unexpected":1}}'), 1, countPlaywright);
  expect(countsLine(addCounts(unit, e2e))).toBe('15 passed, 1 failed');
});

it('a runner that fails, says nothing or runs nothing counts as a failure', async () => {
  const good = '{"numPassedTests":12,"numFailedTests":0}';
  expect(await readCounts(makeReport(good), 1, countVitest)).toEqual({ passed: 12, failed: 1 });
  expect(await readCounts(makeReport('{"numPassedTests":0,"numFailedTests":0}'), 0, countVitest)).toEqual({
    passed: 0,
    failed: 1,
  });
  expect(await readCounts(makeReport('{'), 0, countVitest)).toEqual({ passed: 0, failed: 1 });
  expect(await readCounts('/absent', 0, countVitest)).toEqual({ passed: 0, failed: 1 });
});
