import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createImportsHandlers } from '../../../main/core/imports/handlers.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { createTravaux } from '../../../main/core/travaux/travaux.ts';
import type { Result } from '../../../shared/contract/errors.ts';

/**
 * A poste in a process of its own, importing one file twice through its handlers. Prints one JSON line: milliseconds of
 * each step, the longest time that a person's command waited in it, memory before and at its highest.
 */
const { values } = parseArgs({ options: { fichier: { type: 'string' }, base: { type: 'string' } } });
const granted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const store = granted(openStore({ file: values.base ?? '', keyHex: 'ab'.repeat(32), mode: 'normal' }));
const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => undefined };
const random = { uuid: () => randomUUID(), bytes: (count: number) => new Uint8Array(count), fraction: () => 0 };
const startBytes = process.memoryUsage.rss();
let peakBytes = startBytes;
let breathed = performance.now();
let longestMs = 0;
const look = (): void => {
  const now = performance.now();
  longestMs = Math.max(longestMs, now - breathed);
  breathed = now;
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
};
const breathe = async (): Promise<void> => {
  look();
  await new Promise((resolve) => setImmediate(resolve));
};
const ends: { etat: string; code: string | null }[] = [];
const bugs: unknown[] = [];
const travaux = createTravaux({
  clock,
  random,
  breathe,
  onChange: ({ etat, code }) => {
    if (etat !== 'en-cours') ends.push({ etat, code });
  },
  onBug: (error) => bugs.push(error),
});
const imports = createImportsHandlers({
  store,
  clock,
  random,
  travaux,
  breathe,
  host: { pathOfToken: async () => values.fichier ?? null },
  onCandidats: () => undefined,
});

async function step(
  start: () => Result<unknown> | Promise<Result<unknown>>,
): Promise<{ ms: number; cpuMs: number; longestMs: number }> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  breathed = from;
  longestMs = 0;
  const before = ends.length;
  granted(await start());
  while (ends.length === before) await new Promise((resolve) => setImmediate(resolve));
  look();
  if (bugs.length > 0) throw bugs[0];
  if (ends.at(-1)?.etat !== 'fini') throw new Error(`it ended otherwise: ${ends.at(-1)?.code}`);
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - from, cpuMs: (user + system) / 1000, longestMs };
}

const apply = async (): Promise<Result<unknown>> => {
  const { lecture, relations } = granted(await imports['imports:apercu']({}));
  return imports['imports:appliquer']({ lecture, noms: relations.map(() => 'Banc'), confirmerRetraits: false });
};
const lecture = await step(() => imports['imports:lire']({ jeton: 'x' }));
const readBytes = peakBytes;
const application = await step(apply);
const relecture = await step(() => imports['imports:lire']({ jeton: 'x' }));
const count = (sql: string): number => store.bulk.prepare<[], number>(sql).pluck().get() ?? -1;
process.stdout.write(
  `${JSON.stringify({
    lecture,
    application,
    relecture,
    startBytes,
    readBytes,
    peakBytes,
    voeux: count("SELECT count(*) FROM ligne WHERE type = 'voeu'"),
    candidats: count('SELECT count(*) FROM candidat'),
    changes: count("SELECT count(*) FROM arrivee WHERE genre <> 'inchange'"),
  })}\n`,
);
store.close();
