import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createProjection } from '../../../main/core/candidats/for-sync.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { createSyncApi } from '../../../main/core/sync/api.ts';
import { createSync } from '../../../main/core/sync/engine.ts';
import { success } from '../../../shared/contract/errors.ts';

/**
 * A poste in a process of its own, making its first sync: the product's store, engine and projection over a fresh
 * encrypted file. Prints one JSON line: milliseconds until everybody is listed and searchable, the process's memory
 * before and at its highest, and what the file then holds.
 */
const { values } = parseArgs({
  options: {
    origine: { type: 'string' },
    fichier: { type: 'string' },
    compte: { type: 'string' },
    poste: { type: 'string' },
    cle: { type: 'string' },
  },
});
const opened = openStore({ file: values.fichier ?? '', keyHex: values.cle ?? '', mode: 'premiere' });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const bugs: unknown[] = [];
const engine = createSync({
  store,
  api: createSyncApi(async (path, init) =>
    success(await fetch(`${values.origine}${path}`, { ...init, headers: { ...init?.headers, 'x-acces': 'banc' } })),
  ),
  clock: { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => undefined },
  random: {
    uuid: () => randomUUID(),
    bytes: (count) => new Uint8Array(randomBytes(count)),
    fraction: () => Math.random(),
  },
  hasServer: true,
  author: { poste: values.poste ?? '', compte: values.compte ?? '' },
  projection: createProjection(store),
  onCandidats: () => undefined,
  onEtat: () => undefined,
  onRefusedSession: () => undefined,
  onBug: (error) => bugs.push(error),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
});

const startBytes = process.memoryUsage.rss();
let peakBytes = startBytes;
const look = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 100);
const cpu = process.cpuUsage();
const start = performance.now();
await engine.runNow();
const ms = performance.now() - start;
clearInterval(look);
if (bugs.length > 0) throw bugs[0];
const { user, system } = process.cpuUsage(cpu);
const held = store.bulk
  .prepare<[], { lignes: number; candidats: number; trouves: number; indexes: number }>(
    `SELECT (SELECT count(*) FROM ligne) AS lignes, (SELECT count(*) FROM candidat) AS candidats,
       (SELECT count(*) FROM candidat_texte WHERE candidat_texte MATCH 'example OR college') AS trouves,
       (SELECT count(*) FROM sqlite_master WHERE name = 'candidat_nom') AS indexes`,
  )
  .get();
const erreur = engine.etat().erreur;
process.stdout.write(
  `${JSON.stringify({ ms, cpuMs: (user + system) / 1000, startBytes, peakBytes, mode: store.mode, erreur, ...held })}\n`,
);
await engine.stop();
store.close();
