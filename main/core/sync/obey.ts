import { type Result, success } from '../../../shared/contract/errors.ts';
import { instant } from '../../../shared/contract/primitives.ts';
import { askScrub } from '../store/store.ts';
import type { CycleDeps } from './cycle.ts';
import { readFluxRow } from './mirror.ts';
import {
  emptyFlux,
  expiredFlux,
  forgetOldSkeletons,
  isReady,
  markAcknowledged,
  markExecuted,
  type OrderRow,
  ordersToAcknowledge,
  pendingOrders,
} from './orders.ts';
import { makeAllSendable, reofferHeld } from './outbox.ts';
import { pushAll } from './push.ts';
import { countPersonnes, noteRetrait } from './retraits.ts';
import { serverTime } from './server-time.ts';

const skeletonDays = 30;
const dayMs = 86_400_000;

/** Carries out what is due: what people wrote leaves first, then the flux is emptied, then the order acknowledged. */
export async function obeyOrders(deps: CycleDeps, signal: AbortSignal): Promise<Result<null>> {
  const now = serverTime(deps.store.persons);
  const due = pendingOrders(deps.store.persons, now);
  const expired = expiredFlux(deps.store.persons, now);
  if (due.length > 0 || expired.length > 0) {
    const sent = await pushEverything(deps, due, signal);
    const emptied = empty(
      deps,
      due.filter((order) => isReady(deps.store.persons, order, now)),
      expired,
      now,
    );
    if (!emptied.ok) return emptied;
    if (!sent.ok) return sent;
  }
  const acknowledged = await acknowledge(deps, signal);
  if (!acknowledged.ok) return acknowledged;
  return deps.store.writePersons((db) => {
    if (instant.safeParse(now).success) {
      forgetOldSkeletons(db, new Date(Date.parse(now) - skeletonDays * dayMs).toISOString());
    }
    return success(null);
  });
}

/** The time to undo is over: an order would otherwise empty a note that was written three seconds ago. */
async function pushEverything(deps: CycleDeps, due: OrderRow[], signal: AbortSignal): Promise<Result<unknown>> {
  const now = new Date(deps.clock.now()).toISOString();
  const ready = deps.store.writePersons((db) => {
    for (const { flux } of due) {
      if (readFluxRow(db, flux)?.reconstruit === 1) reofferHeld(db, flux, deps.author, now);
    }
    return success(makeAllSendable(db, now));
  });
  return ready.ok ? pushAll(deps, signal) : ready;
}

function empty(deps: CycleDeps, orders: OrderRow[], expired: string[], now: string): Result<null> {
  if (orders.length === 0 && expired.length === 0) return success(null);
  const written = deps.store.writePersons((db) => {
    const candidats = new Set<string>();
    const emptyOne = (flux: string, raison: string) => {
      const row = readFluxRow(db, flux);
      const personnes = countPersonnes(db, flux);
      const counts = emptyFlux(db, flux, now);
      const said = { raison, le: now, personnes, nonEnvoyees: counts.actesNonEnvoyes };
      if (row !== null) noteRetrait(db, row, said);
      for (const candidat of deps.forget(db, counts.dossiers)) candidats.add(candidat);
      return counts;
    };
    for (const order of orders) markExecuted(db, order, emptyOne(order.flux, order.raison), now);
    for (const flux of expired) emptyOne(flux, 'purge');
    askScrub(db);
    return success(candidats);
  });
  if (!written.ok) return written;
  deps.onRows(0, written.value);
  deps.onRetrait();
  const scrubbed = deps.store.scrub();
  return scrubbed.ok ? success(null) : scrubbed;
}

async function acknowledge(deps: CycleDeps, signal: AbortSignal): Promise<Result<null>> {
  for (const order of ordersToAcknowledge(deps.store.persons)) {
    const counts = { lignes: order.lignes, actes_non_envoyes: order.actes_non_envoyes };
    const sent = await deps.api.acknowledgeOrder(order.id, counts, signal);
    if (!sent.ok && sent.error.code !== 'INTROUVABLE') return sent;
    const marked = deps.store.writePersons((db) => success(markAcknowledged(db, order.id)));
    if (!marked.ok) return marked;
  }
  return success(null);
}
