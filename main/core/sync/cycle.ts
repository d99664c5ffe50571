import type { Database } from 'better-sqlite3';
import { type ErrorCode, type Result, success } from '../../../shared/contract/errors.ts';
import { uuid } from '../../../shared/contract/primitives.ts';
import { plierLesMarques } from '../candidats/plier.ts';
import { oublierPartagesRecus, poserPartages, reoffrirPartages } from '../partages/locaux.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import { sendTraces } from '../traces/send.ts';
import { reofferTraces } from '../traces/traces.ts';
import { type FluxRow, listFluxRows, rememberOrders, startRebuild, writeFluxList } from './mirror.ts';
import { obeyOrders } from './obey.ts';
import { landInFlight, reofferAccepted } from './outbox.ts';
import { proveReceipts } from './prove.ts';
import { type PullDeps, pullFlux } from './pull.ts';
import { type PushDeps, pushAll } from './push.ts';

/** One run: push, list, orders, pull, receipts. Each step may fail alone; what was done before stays done. */
export interface CycleDeps extends PullDeps, PushDeps {
  /** Takes dossiers of a purged flux out of the projection, inside the current transaction. */
  forget: (db: Database, dossiers: string[]) => Set<string>;
  /** Monotonic instants of the last full re-read of large flux. */
  provedAt: Map<string, number>;
  /** False during a first sync: the indexes that a proof reads by come at its end. */
  proves: boolean;
  /** Folds at most so many dossiers that a list has marked; 0 done when none is left. The marks survive a crash. */
  foldPending: (limit: number) => Result<{ done: number; candidats: Set<string> }>;
  /** What people wrote has left: whatever fails after that delays no push. */
  onPushed: () => void;
  /** Lists have just left the file, with their people. */
  onRetrait: () => void;
  /** Sends the shared documents that were written here. */
  sendPartages: (signal: AbortSignal) => Promise<Result<null>>;
}

export interface CycleOutcome {
  received: number;
  sent: number;
}

/** After these, asking for the next flux would only fail the same way. */
const endOfRun: readonly ErrorCode[] = [
  'HORS_LIGNE',
  'ANNULE',
  'SESSION_EXPIREE',
  'POSTE_REVOQUE',
  'COMPTE_SUSPENDU',
  'VERSION_TROP_ANCIENNE',
  'DISQUE_PLEIN',
];

export async function runCycle(deps: CycleDeps, signal: AbortSignal): Promise<Result<CycleOutcome>> {
  // Nothing flies between two runs: whatever still says so was left by a crash, a bug or a full disk.
  const landed = deps.store.writePersons((db) => {
    poserPartages(db);
    return success(landInFlight(db));
  });
  if (!landed.ok) return landed;
  const resumed = await foldMarked(deps);
  if (!resumed.ok) return resumed;
  const pushed = await pushAll(deps, signal);
  // 426 stops the pull, never the push; every other failure of the push is one of the network or of the session.
  if (!pushed.ok) return pushed;
  deps.onPushed();
  const shared = await deps.sendPartages(signal);
  // One that the server cannot take now waits for the next run; what people wrote has left, what they wait for comes.
  if (!shared.ok && endOfRun.includes(shared.error.code)) return shared;
  const traced = await sendTraces(deps, signal);
  if (!traced.ok) return traced;
  const listed = await deps.api.listFlux(signal);
  if (!listed.ok) return listed;
  const prepared = deps.store.writePersons((db) => {
    takeEpoch(db, listed.value.epoque);
    const { rewound } = writeFluxList(db, listed.value.flux);
    for (const flux of rewound) reofferAccepted(db, flux);
    rememberOrders(db, listed.value.ordres);
    return success(null);
  });
  if (!prepared.ok) return prepared;
  const obeyed = await obeyOrders(deps, signal);
  if (!obeyed.ok) return obeyed;
  const pulled = await pullChanged(deps, signal);
  const settled = deps.store.writePersons((db) => success(oublierPartagesRecus(db)));
  if (!settled.ok) return settled;
  const folded = await foldMarked(deps);
  if (!folded.ok) return folded;
  if (!pulled.result.ok && endOfRun.includes(pulled.result.error.code)) return pulled.result;
  const proved = deps.proves ? await proveReceipts(deps, signal) : success(null);
  if (!pulled.result.ok) return pulled.result;
  return proved.ok ? success({ received: pulled.received, sent: pushed.value.sent }) : proved;
}

const dossiersPerFold = 16;

/** A new list marks everyone it touches: they are folded a few at a time, the person's commands in between. */
export const foldMarked = ({ foldPending, onRows, breathe }: CycleDeps): Promise<Result<number>> =>
  plierLesMarques({
    step: () => foldPending(dossiersPerFold),
    breathe,
    onFolded: (candidats) => onRows(0, candidats),
  });

/** A new epoch: the server was restored. Everything is pulled again, everything accepted is offered again. */
function takeEpoch(db: Database, epoque: string): void {
  const known = readLocal(db, 'epoque', uuid);
  if (known === epoque) return;
  if (known !== null) {
    for (const flux of listFluxRows(db)) startRebuild(db, flux.id);
    reofferAccepted(db, null);
    reofferTraces(db);
    reoffrirPartages(db);
  }
  writeLocal(db, 'epoque', epoque);
}

/** A flux that fails alone does not keep the others waiting: the first such failure is told at the end. */
async function pullChanged(deps: CycleDeps, signal: AbortSignal): Promise<{ received: number; result: Result<null> }> {
  let received = 0;
  let result: Result<null> = success(null);
  const counting = {
    ...deps,
    onRows: (count: number, candidats: Set<string>) => {
      received += count;
      deps.onRows(count, candidats);
    },
  };
  // The opérateurs first: somebody waits to say who they are, and would make a second « Léa » if none came.
  const rank = ({ genre }: FluxRow): number => (genre === 'relation' ? 1 : 0);
  for (const flux of listFluxRows(deps.store.bulk).sort((a, b) => rank(a) - rank(b))) {
    const isBehind = flux.curseur < flux.tete || flux.reconstruit === 1;
    if (!isBehind || flux.indisponible === 1 || flux.droits !== 'complets') continue;
    const pulled = await pullFlux(counting, flux.id, signal);
    // A right that ended between the list and the pull: the next list says so.
    if (pulled.ok || pulled.error.code === 'FLUX_RETIRE' || pulled.error.code === 'FLUX_INCONNU') continue;
    if (result.ok) result = pulled;
    if (endOfRun.includes(pulled.error.code)) return { received, result: pulled };
  }
  return { received, result };
}
