import { parseArgs } from 'node:util';
import { readFileBytes } from '../../../sync-api/cli/import-file.ts';
import { systemClock, systemRandom } from '../../../sync-api/context.ts';
import { importerMef } from '../../../sync-api/referentiels/mef.ts';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { migrate } from '../../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../../sync-api/store/serveur.ts';
import { type Etape, importerVoeux } from '../../../sync-api/voeux/import.ts';

/** `importer-voeux` of one file, in a process of its own; prints how long each step took, and its peak of memory. */
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    cle: { type: 'string' },
    fichier: { type: 'string' },
    date: { type: 'string' },
    mef: { type: 'string' },
  },
});

const db = await openDatabase({ url: `sqlite:${values.base ?? ''}`, key: values.cle ?? '' });
await migrate(db);
const serveur = await ensureServeur(db, systemClock, systemRandom);
await importerMef(db, readFileBytes(values.mef ?? ''));

const startRss = process.memoryUsage().rss;
const steps: Record<Etape, number> = { lecture: 0, comparaison: 0, application: 0, nettoyage: 0 };
const start = performance.now();
let current: Etape = 'lecture';
let since = start;
const close = (): void => {
  const now = performance.now();
  steps[current] += now - since;
  since = now;
};
const bilan = await importerVoeux(
  { db, clock: systemClock, random: systemRandom, serveur, config: { retentionMois: 12 } },
  {
    source: readFileBytes(values.fichier ?? ''),
    date: new Date(values.date ?? ''),
    confirmation: 'tous',
    suivre: (etape) => {
      close();
      current = etape;
    },
  },
);
close();
const ms = performance.now() - start;
await db.destroy();
const { crees, modifies, inchanges, retires, deplaces } = bilan;
const answer = {
  ms,
  steps,
  peakMB: process.resourceUsage().maxRSS / 1024,
  startMB: startRss / 1e6,
  counts: { crees, modifies, inchanges, retires, deplaces },
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
