import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { instant, uuid } from '../../../shared/contract/primitives.ts';
import { horlogeLocale, readLocal, writeLocal } from '../store/local.ts';
import type { Receipt } from './api.ts';
import { type FluxRow, listFluxRows, readFluxRow, rememberOrders, startRebuild, writeFluxList } from './mirror.ts';
import {
  emptyFlux,
  expiredFlux,
  forgetOldSkeletons,
  markAcknowledged,
  markExecuted,
  ordersToAcknowledge,
  pendingOrders,
} from './orders.ts';
import { reofferAccepted } from './outbox.ts';
import { type PullDeps, pullFlux } from './pull.ts';
import { type PushDeps, pushAll } from './push.ts';
import { computeReceipt, markVerified } from './receipts.ts';

/** One run: push, list, orders, pull, receipts. Each step may fail alone; what was done before stays done. */
export interface CycleDeps extends PullDeps, PushDeps {
  /** Takes dossiers of a purged flux out of the projection, inside the current transaction. */
  forget: (db: Database, dossiers: string[]) => Set<string>;
  /** Monotonic instants of the last full re-read of large flux. */
  provedAt: Map<string, number>;
}

export interface CycleOutcome {
  received: number;
  sent: number;
}

const skeletonDays = 30;
const dayMs = 86_400_000;
/** Above this many rows a full re-read costs enough to be made at most every ten minutes. */
const largeFluxRows = 20_000;
const largeFluxPauseMs = 600_000;
const receiptsPerRequest = 200;

/** The newest server time this poste was told, ISO; '' before the first exchange, so that nothing expires. */
export const serverTime = (db: Database): string => readLocal(db, 'horloge', horlogeLocale)?.serveurLe ?? '';

export async function runCycle(deps: CycleDeps, signal: AbortSignal): Promise<Result<CycleOutcome>> {
  const pushed = await pushAll(deps, signal);
  // 426 stops the pull, never the push; every other failure of the push is one of the network or of the session.
  if (!pushed.ok) return pushed;
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
  if (!pulled.ok) return pulled;
  const proved = await proveReceipts(deps, signal);
  return proved.ok ? success({ received: pulled.value, sent: pushed.value.sent }) : proved;
}

/** A new epoch: the server was restored. Everything is pulled again, everything accepted is offered again. */
function takeEpoch(db: Database, epoque: string): void {
  const known = readLocal(db, 'epoque', uuid);
  if (known === epoque) return;
  if (known !== null) {
    for (const flux of listFluxRows(db)) startRebuild(db, flux.id);
    reofferAccepted(db, null);
  }
  writeLocal(db, 'epoque', epoque);
}

async function obeyOrders(deps: CycleDeps, signal: AbortSignal): Promise<Result<null>> {
  const now = serverTime(deps.store.persons);
  const orders = pendingOrders(deps.store.persons, now);
  const expired = expiredFlux(deps.store.persons, now);
  if (orders.length > 0 || expired.length > 0) {
    const written = deps.store.writePersons((db) => {
      const candidats = new Set<string>();
      const empty = (flux: string) => {
        const counts = emptyFlux(db, flux);
        for (const candidat of deps.forget(db, counts.dossiers)) candidats.add(candidat);
        return counts;
      };
      for (const order of orders) markExecuted(db, order, empty(order.flux), now);
      for (const flux of expired) empty(flux);
      return success(candidats);
    });
    if (!written.ok) return written;
    deps.onRows(0, written.value);
    const scrubbed = deps.store.scrub();
    if (!scrubbed.ok) return scrubbed;
  }
  for (const order of ordersToAcknowledge(deps.store.persons)) {
    const counts = { lignes: order.lignes, actes_non_envoyes: order.actes_non_envoyes };
    const sent = await deps.api.acknowledgeOrder(order.id, counts, signal);
    if (!sent.ok && sent.error.code !== 'INTROUVABLE') return sent;
    const marked = deps.store.writePersons((db) => success(markAcknowledged(db, order.id)));
    if (!marked.ok) return marked;
  }
  return deps.store.writePersons((db) => {
    if (instant.safeParse(now).success) {
      forgetOldSkeletons(db, new Date(Date.parse(now) - skeletonDays * dayMs).toISOString());
    }
    return success(null);
  });
}

async function pullChanged(deps: CycleDeps, signal: AbortSignal): Promise<Result<number>> {
  let received = 0;
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
    if (pulled.ok) continue;
    // A right that ended between the list and the pull: the next list says so, the other flux go on.
    if (pulled.error.code !== 'FLUX_RETIRE' && pulled.error.code !== 'FLUX_INCONNU') return pulled;
  }
  return success(received);
}

const rowCount = z.object({ n: z.number() });

async function proveReceipts(deps: CycleDeps, signal: AbortSignal): Promise<Result<null>> {
  const db = deps.store.bulk;
  const receipts: Receipt[] = [];
  for (const flux of listFluxRows(db)) {
    const isWhole = flux.curseur > 0 && flux.curseur >= flux.tete && flux.reconstruit === 0;
    if (!isWhole || flux.indisponible === 1 || flux.droits !== 'complets' || flux.verifie_tete === flux.curseur)
      continue;
    const rows = rowCount.parse(db.prepare('SELECT count(*) AS n FROM ligne WHERE flux = ?').get(flux.id)).n;
    const last = deps.provedAt.get(flux.id);
    const now = deps.clock.monotonic();
    if (rows > largeFluxRows && last !== undefined && now - last < largeFluxPauseMs) continue;
    const receipt = await computeReceipt(db, { id: flux.id, tete: flux.curseur }, deps.breathe);
    deps.provedAt.set(flux.id, now);
    if (receipt !== null) receipts.push(receipt);
  }
  for (let start = 0; start < receipts.length; start += receiptsPerRequest) {
    const sent = await sendReceipts(deps, receipts.slice(start, start + receiptsPerRequest), signal);
    if (!sent.ok) return sent;
  }
  return success(null);
}

async function sendReceipts(deps: CycleDeps, receipts: Receipt[], signal: AbortSignal): Promise<Result<null>> {
  const answer = await deps.api.sendReceipts(receipts, signal);
  if (!answer.ok) return answer;
  return deps.store.writeBulk((db) => {
    for (const result of answer.value.resultats) {
      const proved = receipts.find((receipt) => receipt.flux === result.flux);
      if (proved === undefined) continue;
      if (result.verdict === 'egal') markVerified(db, result.flux, proved.tete);
      // Different: our file is not what the server numbered. Pull it again rather than guess.
      if (result.verdict === 'different' && readFluxRow(db, result.flux) !== null) startRebuild(db, result.flux);
    }
    return success(null);
  });
}
