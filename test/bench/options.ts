import { closeSync, lstatSync, openSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Where the figures go; null when they are only shown. */
  json: string | null;
  /** The page to refresh; null for none. */
  report: string | null;
  /** The one part to run; null for all. */
  only: string | null;
  quick: boolean;
  /** A file of figures to make the page from, instead of running anything. */
  from: string | null;
}

type ReadOptions = { ok: true; options: Options } | { ok: false; sentence: string };

const usage = 'npm run bench -- --json FILE [--seul NAME] [--rapide] [--rapport PAGE], or --depuis FILE --rapport PAGE';
const refused = (sentence: string): ReadOptions => ({ ok: false, sentence });

/** What is wrong with the command line is said before anything runs. */
export function readOptions(args: readonly string[], names: readonly string[]): ReadOptions {
  let values: Record<'json' | 'rapport' | 'seul' | 'depuis', string | undefined> & { rapide?: boolean | undefined };
  try {
    const text = { type: 'string' } as const;
    const options = { json: text, rapport: text, seul: text, depuis: text, rapide: { type: 'boolean' } } as const;
    const { json, rapport, seul, depuis, rapide } = parseArgs({ args: [...args], options }).values;
    values = { json, rapport, seul, depuis, rapide };
  } catch {
    return refused(`This is not an option of the benchmark. Type: ${usage}.`);
  }
  const options: Options = {
    json: values.json === undefined ? null : resolve(values.json),
    report: values.rapport === undefined ? null : resolve(values.rapport),
    only: values.seul ?? null,
    quick: values.rapide === true,
    from: values.depuis === undefined ? null : resolve(values.depuis),
  };
  if (options.only !== null && !names.includes(options.only))
    return refused(`No part is called ${options.only}. After --seul, name one of: ${names.join(', ')}.`);
  if (options.from !== null && (options.report === null || options.json !== null || options.only !== null))
    return refused(`--depuis FILE only goes with --rapport PAGE. Type: ${usage}.`);
  if (options.from === null && options.report !== null && (options.only !== null || options.quick))
    return refused('--rapport needs the full run: leave --seul and --rapide out.');
  for (const file of [options.json, options.report]) {
    if (file === null) continue;
    if (isSomethingElse(file))
      return refused(
        `${file} is not an ordinary file and would be replaced: name one, or a file that does not exist yet.`,
      );
    if (!isWritable(file)) return refused(`${file} cannot be written: name a file in a folder that exists.`);
  }
  return { ok: true, options };
}

/** A folder, a device, a pipe or a link: the rename at the end would take its place, or fail after the whole run. */
function isSomethingElse(file: string): boolean {
  try {
    return !lstatSync(file).isFile();
  } catch {
    // Nothing is there, or nobody can say: the try at writing decides.
    return false;
  }
}

/** Tried beside the file, not asked: rights say little to root, and an earlier result stays whole until the end. */
function isWritable(file: string): boolean {
  const part = partOf(file);
  try {
    closeSync(openSync(part, 'w'));
    rmSync(part);
    return true;
  } catch {
    return false;
  }
}

/** Written first, then renamed: a reader never sees half a file. */
export const partOf = (file: string): string => `${file}.${process.pid}.part`;
