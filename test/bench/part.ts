import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ToolFailure } from '../../tools/failure.ts';
import { assertNodeVersion } from '../../tools/node-version.ts';
import type { BenchContext } from './measure.ts';
import { installPeers } from './peers-folder.ts';
import { parts } from './registry.ts';
import { answerFile, type PartAnswer } from './result.ts';

// One part of the benchmark in a process of its own, so that none inherits another's memory. What it leaves is a file;
// `run.ts` ends it and all it starts with the process group, and removes its folder.
assertNodeVersion();
const { values } = parseArgs({
  options: { partie: { type: 'string' }, travail: { type: 'string' }, rapide: { type: 'boolean' } },
});
const part = parts.find(({ name }) => name === values.partie);
if (part === undefined || values.travail === undefined) throw new Error('run.ts names a part and its folder');
const folder = join(values.travail, part.name);
mkdirSync(folder);
const say = (line: string): void => {
  process.stdout.write(`${part.name}: ${line}\n`);
};
const context: BenchContext = {
  size: values.rapide === true ? 'quick' : 'full',
  rounds: values.rapide === true ? 1 : 3,
  folder,
  peers: () => installPeers(say),
  say,
};

let answer: PartAnswer;
try {
  answer = { ok: true, measured: await (await part.load()).run(context) };
} catch (error) {
  const isExpected = error instanceof ToolFailure;
  if (!isExpected) console.error(error);
  answer = { ok: false, reason: error instanceof Error ? error.message : String(error) };
}
writeFileSync(answerFile(values.travail, part.name), JSON.stringify(answer));
process.exit(answer.ok ? 0 : 1);
