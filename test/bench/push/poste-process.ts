import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createActesHandlers } from '../../../main/core/actes/handlers.ts';
import { createProjection } from '../../../main/core/candidats/for-sync.ts';
import type { Clock, Random } from '../../../main/core/deps.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { createSyncApi } from '../../../main/core/sync/api.ts';
import { createSync } from '../../../main/core/sync/engine.ts';
import { success } from '../../../shared/contract/errors.ts';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { joinedCorps } from './joined-corps.ts';

/**
 * A poste in a process of its own: the product's store, handlers, engine and projection over an encrypted file. It
 * receives the list, writes `--actes` calls as a person does, then sends them in one ordinary run of the engine.
 * Prints one JSON line: milliseconds until every acte was accepted, then until the last one had come back.
 */
const { values } = parseArgs({
  options: {
    origine: { type: 'string' },
    fichier: { type: 'string' },
    compte: { type: 'string' },
    poste: { type: 'string' },
    actes: { type: 'string' },
  },
});

const opened = openStore({ file: values.fichier ?? '', keyHex: randomBytes(32).toString('hex'), mode: 'premiere' });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;

/** The hour of the server, which stands still: nothing here depends on the day of the run. */
let wall = Date.parse('2026-06-08T08:00:00.000Z');
const clock: Clock = { now: () => wall, monotonic: () => performance.now(), sleep: async () => undefined };
const random: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => Math.random(),
};

let acceptedAt: number | null = null;
let emptyAt: number | null = null;
let isTimed = false;
const left = store.bulk.prepare('SELECT 1 FROM saisie LIMIT 1');
const engine = createSync({
  store,
  api: createSyncApi(async (path, init) =>
    success(await fetch(`${values.origine}${path}`, { ...init, headers: { ...init?.headers, 'x-acces': 'banc' } })),
  ),
  clock,
  random,
  hasServer: true,
  author: { poste: values.poste ?? '', compte: values.compte ?? '' },
  projection: createProjection(store),
  onCandidats: () => undefined,
  onEtat: (etat) => {
    if (!isTimed || etat.aEnvoyer + etat.enVol > 0) return;
    acceptedAt ??= performance.now();
    if (emptyAt === null && left.get() === undefined) emptyAt = performance.now();
  },
  onRefusedSession: () => undefined,
  onBug: (error) => {
    throw error;
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
});

await engine.runNow();
if (store.mode !== 'normal') throw new Error(`first sync: ${engine.etat().erreur}`);

const dossiers = store.persons
  .prepare<[], { id: string; numero: string }>(
    `SELECT id, corps ->> '$.telephones[0].e164' AS numero FROM ligne JOIN ligne_corps USING (rang) WHERE type = 'dossier' ORDER BY seq`,
  )
  .all();
const handlers = createActesHandlers({ store, clock, random, onCandidats: () => undefined, onSaisie: () => undefined });
const saisiesPerRequest = 50;
const count = Number(values.actes);
for (let from = 0; from < count; from += saisiesPerRequest) {
  const saisies = dossiers.slice(from, Math.min(count, from + saisiesPerRequest)).map(
    ({ id, numero }): Saisie => ({
      dossier: id,
      type: 'appel',
      corps: joinedCorps(numero),
      vues: {},
    }),
  );
  const written = handlers['actes:enregistrer']({ saisies });
  if (!written.ok) throw new Error(written.error.code);
}
const actes = store.persons
  .prepare<[], { acte: string }>('SELECT acte FROM saisie ORDER BY rang')
  .all()
  .map(({ acte }) => acte);

wall += limits.undoMs + 1;
isTimed = true;
const start = performance.now();
await engine.runNow();
const since = (instant: number | null): number | null => (instant === null ? null : instant - start);
process.stdout.write(
  `${JSON.stringify({ accepteMs: since(acceptedAt), videMs: since(emptyAt), actes, erreur: engine.etat().erreur })}\n`,
);
await engine.stop();
store.close();
