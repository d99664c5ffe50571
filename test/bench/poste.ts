import { join } from 'node:path';
import { type ActesHandlers, createActesHandlers } from '../../main/core/actes/handlers.ts';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { type CandidatsHandlers, createCandidatsHandlers } from '../../main/core/candidats/handlers.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { createSync, type SyncEngine } from '../../main/core/sync/engine.ts';
import type { Result } from '../../shared/contract/errors.ts';
import type { PullRow } from '../../shared/contract/sync.ts';
import { Seeded } from '../simulation/seeded.ts';
import { type PlayedFlux, playNetwork } from './played-network.ts';

export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const granted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

/** The product's store, engine and handlers over one encrypted file; only the network is played. */
export interface BenchPoste {
  store: Store;
  engine: SyncEngine;
  actes: ActesHandlers;
  candidats: CandidatsHandlers;
  /** The relation whose rows were asked for. */
  relation: PlayedFlux;
  random: Seeded;
  close(): void;
}

interface PosteOptions {
  folder: string;
  nowMs: number;
  operateurs: readonly string[];
  /** The rows of its relation, and how many of them the first sync brings. */
  rowsOf(flux: string): Iterator<PullRow>;
  tete: number;
}

const seed = 1;

function* teamRows(operateurs: readonly string[]): Generator<PullRow> {
  for (const [index, id] of operateurs.entries())
    yield [index + 1, 'operateur', id, 1, null, JSON.stringify({ nom_affiche: `Agent ${index + 1}`, actif: true })];
}

/** Opens a fresh file and makes its first sync. */
export async function fillPoste({ folder, nowMs, operateurs, rowsOf, tete }: PosteOptions): Promise<BenchPoste> {
  const store = granted(openStore({ file: join(folder, 'poste.db'), keyHex: 'ab'.repeat(32), mode: 'premiere' }));
  const random = new Seeded(seed);
  const id = random.uuid();
  const relation: PlayedFlux = { id, genre: 'relation', rows: rowsOf(id), tete };
  const team: PlayedFlux = {
    id: random.uuid(),
    genre: 'organisme',
    rows: teamRows(operateurs),
    tete: operateurs.length,
  };
  const start = performance.now();
  const clock = {
    now: () => nowMs + Math.floor(performance.now() - start),
    monotonic: () => performance.now(),
    sleep: async () => undefined,
  };
  const bugs: unknown[] = [];
  const engine = createSync({
    store,
    api: playNetwork(random.uuid(), [team, relation]),
    clock,
    random,
    hasServer: true,
    author: { poste: random.uuid(), compte: random.uuid() },
    projection: createProjection(store),
    onCandidats: () => undefined,
    onEtat: () => undefined,
    onRefusedSession: () => undefined,
    onBug: (error) => bugs.push(error),
    breathe,
  });
  await engine.runNow();
  const { erreur } = engine.etat();
  if (bugs.length > 0) throw bugs[0];
  if (erreur !== null || store.mode !== 'normal') throw new Error(`the first sync did not end: ${erreur}`);
  return {
    store,
    engine,
    actes: createActesHandlers({ store, clock, random, onCandidats: () => undefined, onSaisie: () => undefined }),
    candidats: createCandidatsHandlers({ store, clock }),
    relation,
    random,
    close: () => store.close(),
  };
}
