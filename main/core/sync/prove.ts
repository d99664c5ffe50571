import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { correctedNow } from '../store/horloge.ts';
import type { Receipt } from './api.ts';
import type { CycleDeps } from './cycle.ts';
import { listFluxRows, readFluxRow, startRebuild } from './mirror.ts';
import { computeReceipt, markVerified } from './receipts.ts';

/** Above this many rows a full re-read costs enough to be made at most every ten minutes. */
const largeFluxRows = 20_000;
const largeFluxPauseMs = 600_000;
const receiptsPerRequest = 200;
const rowCount = z.object({ n: z.number() });

/** Proves every flux that reached its head since the last proof, by re-reading this poste's own file. */
export async function proveReceipts(deps: CycleDeps, signal: AbortSignal): Promise<Result<null>> {
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
    const now = correctedNow(db, deps.clock, undefined);
    for (const result of answer.value.resultats) {
      const proved = receipts.find((receipt) => receipt.flux === result.flux);
      if (proved === undefined) continue;
      if (result.verdict === 'egal') markVerified(db, result.flux, proved.tete, now);
      // Different: our file is not what the server numbered. Pull it again rather than guess.
      if (result.verdict === 'different' && readFluxRow(db, result.flux) !== null) startRebuild(db, result.flux);
    }
    return success(null);
  });
}
