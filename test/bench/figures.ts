import { readFileSync } from 'node:fs';
import { ToolFailure } from '../../tools/failure.ts';
import { type BenchResult, benchResult } from './result.ts';

const parsed = (file: string): BenchResult | null => {
  try {
    return benchResult.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

/**
 * What an earlier run wrote with `--json`, when a page may be made of it.
 * @param names every part that the page shows
 * @throws ToolFailure when there is no such file, or it is not that of a whole run
 */
export function readFigures(file: string, names: readonly string[]): BenchResult {
  const result = parsed(file);
  if (result === null)
    throw new ToolFailure(`${file} cannot be read as figures: name a file that npm run bench -- --json FILE wrote.`);
  if (result.form !== 'full')
    throw new ToolFailure(
      `${file} is of the quick form, whose figures mean nothing: run the full one, without --rapide.`,
    );
  const missing = names.filter((name) => !result.parts.some((part) => part.name === name));
  const lacking = [...new Set([...result.refused.map(({ name }) => name), ...missing])];
  if (lacking.length > 0)
    throw new ToolFailure(`${file} has no figure for ${lacking.join(', ')}: a page is made from a run of every part.`);
  return result;
}
