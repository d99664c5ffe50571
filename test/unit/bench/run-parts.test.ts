import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parts } from '../../bench/registry.ts';
import { runParts } from '../../bench/run-parts.ts';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'rappel-bench-run-parts-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

test('an interruption during the set-up starts no part', async () => {
  const options = { json: null, report: null, only: 'saisie', quick: true, from: null };
  const chosen = parts.filter(({ name }) => name === 'saisie');
  expect(chosen).toHaveLength(1);
  expect(await runParts(chosen, work, options, () => true)).toBe(null);
  // The first thing that a part does is to make its folder.
  expect(readdirSync(work)).toEqual([]);
});
