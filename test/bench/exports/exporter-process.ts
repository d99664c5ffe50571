import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { disqueDuPoste } from '../../../main/core/exports/fichier.ts';
import { createExportsHandlers } from '../../../main/core/exports/handlers.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { createTravaux } from '../../../main/core/travaux/travaux.ts';
import { formatExport } from '../../../shared/contract/ipc/exports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';

/**
 * One export of everybody, in a process of its own: the product's store, works and handlers over a file that is already
 * filled. Prints one JSON line: milliseconds, of a clock and of the processor, people written, the process's memory before and at its highest, and the
 * longest time during which nothing else could run.
 */
const { values } = parseArgs({
  options: {
    fichier: { type: 'string' },
    cle: { type: 'string' },
    format: { type: 'string' },
    cible: { type: 'string' },
  },
});
const opened = openStore({ file: values.fichier ?? '', keyHex: values.cle ?? '', mode: 'normal' });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => undefined };
const random = {
  uuid: () => randomUUID(),
  bytes: (count: number) => new Uint8Array(count),
  fraction: () => Math.random(),
};
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const bugs: unknown[] = [];
const end = Promise.withResolvers<Travail>();
const travaux = createTravaux({
  clock,
  random,
  breathe,
  onChange: (travail) => {
    if (travail.etat !== 'en-cours') end.resolve(travail);
  },
  onBug: (error) => bugs.push(error),
});
const handlers = createExportsHandlers({
  store,
  clock,
  serverNow: () => null,
  random,
  host: { pathOfToken: async (token) => token },
  disque: disqueDuPoste,
  travaux,
  breathe,
  derniereConnexion: () => 0,
});

const startBytes = process.memoryUsage.rss();
let peakBytes = startBytes;
let heldMs = 0;
let seenAt = performance.now();
const everyMs = 10;
const look = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  heldMs = Math.max(heldMs, performance.now() - seenAt - everyMs);
  seenAt = performance.now();
}, everyMs);
const cpu = process.cpuUsage();
const start = performance.now();
const launched = await handlers['exports:lancer']({
  portee: { genre: 'tout' },
  format: formatExport.parse(values.format),
  jeton: values.cible ?? '',
});
if (!launched.ok) throw new Error(launched.error.code);
const { etat, resultat } = await end.promise;
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
clearInterval(look);
if (bugs.length > 0) throw bugs[0];
if (etat !== 'fini' || resultat === null) throw new Error(`the export ended as ${etat}`);
process.stdout.write(
  `${JSON.stringify({ ms, cpuMs: (user + system) / 1000, startBytes, peakBytes, heldMs, candidats: resultat.nombre })}\n`,
);
store.close();
