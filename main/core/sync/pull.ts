import type { Database } from 'better-sqlite3';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import type { Clock } from '../deps.ts';
import type { Store } from '../store/store.ts';
import type { SyncApi } from './api.ts';
import type { PullPart } from './lines.ts';
import { followLost, rememberLost } from './lost-dossiers.ts';
import {
  type Applied,
  createRowWriter,
  type FluxRow,
  finishRebuild,
  readFluxRow,
  saveCursor,
  startRebuild,
} from './mirror.ts';
import { type Author, reofferOrphans } from './outbox.ts';

export interface PullDeps {
  store: Store;
  api: SyncApi;
  clock: Clock;
  /** Whose actes are offered again after a rebuild. */
  author: Author;
  /** Folds these dossiers inside the current transaction, returns the candidats that changed. */
  project: (dossiers: Set<string>, db: Database) => Set<string>;
  /** Lets the person's commands run between two transactions. */
  breathe: () => Promise<void>;
  /** How long one transaction may hold the file, milliseconds: 8 once people work, more during a first sync. */
  transactionMs: number;
  onRows: (count: number, candidats: Set<string>) => void;
  /** Rows erased at a family's request are in: nothing of them may stay in the WAL. */
  onErased: () => void;
  /** Between two responses: sends what became sendable meanwhile. */
  pushDue: (signal: AbortSignal) => Promise<Result<unknown>>;
}

/** Rows between two looks at the clock. */
const stride = 4;
/** A server that never ends a flux is refused rather than followed for ever. */
const maxResponses = 100_000;

/** Pulls one flux to its head. Every failure leaves rows and cursor of the last transaction, nothing half. */
export async function pullFlux(deps: PullDeps, fluxId: string, signal: AbortSignal): Promise<Result<null>> {
  for (let response = 0; response < maxResponses; response++) {
    const flux = readFluxRow(deps.store.bulk, fluxId);
    if (flux === null) return failure('FLUX_INCONNU');
    const opened = await deps.api.pull(fluxId, flux.curseur, signal);
    if (!opened.ok) {
      if (opened.error.code !== 'CURSEUR_PERIME' || flux.curseur === 0) return opened;
      const restarted = deps.store.writeBulk((db) => success(startRebuild(db, fluxId)));
      if (!restarted.ok) return restarted;
      continue;
    }
    const ended = await followResponse(deps, flux, opened.value);
    if (!ended.ok) return ended;
    if (ended.value === 'fin') return success(null);
    const sent = await deps.pushDue(signal);
    if (!sent.ok) return sent;
  }
  return failure('REPONSE_INVALIDE');
}

/** One response. A `suite` asks again. */
async function followResponse(
  deps: PullDeps,
  flux: FluxRow,
  parts: AsyncGenerator<PullPart>,
): Promise<Result<'fin' | 'suite'>> {
  for await (const part of parts) {
    if (part.genre === 'illisible') return failure('REPONSE_INVALIDE');
    if (part.genre === 'suite') return success('suite');
    if (part.genre === 'fin') {
      const finished = finish(deps, flux, part.tete);
      return finished.ok ? success('fin') : finished;
    }
    if (part.genre === 'lignes') {
      const applied = await applyInSlices(deps, flux, part.lignes);
      if (!applied.ok) return applied;
    }
  }
  return failure('HORS_LIGNE');
}

async function applyInSlices(deps: PullDeps, flux: FluxRow, rows: PullRow[]): Promise<Result<null>> {
  const writeRows = createRowWriter(deps.store.bulk);
  let next = 0;
  while (next < rows.length) {
    const start = deps.clock.monotonic();
    const from = next;
    const written = deps.store.writeBulk((db) => {
      const changed = new Set<string>();
      next = from;
      while (next < rows.length && (next === from || deps.clock.monotonic() - start < deps.transactionMs)) {
        const slice = rows.slice(next, next + stride);
        const applied: Applied = { dossiers: new Set(), hasErased: false };
        writeRows(flux, slice, applied);
        if (applied.hasErased) deps.onErased();
        for (const candidat of deps.project(applied.dossiers, db)) changed.add(candidat);
        next += slice.length;
      }
      saveCursor(db, flux.id, rows[next - 1]?.[0] ?? flux.curseur);
      return success(changed);
    });
    if (!written.ok) return written;
    deps.onRows(next - from, written.value);
    await deps.breathe();
  }
  return success(null);
}

/** The head is reached: the cursor takes it, and a rebuild removes what the server no longer has. */
function finish(deps: PullDeps, flux: FluxRow, tete: number): Result<null> {
  const written = deps.store.writePersons((db) => {
    saveCursor(db, flux.id, tete);
    const dossiers = new Set<string>();
    if (flux.reconstruit === 1) {
      const gone = finishRebuild(db, flux);
      reofferOrphans(db, gone, flux.id, deps.author, new Date(deps.clock.now()).toISOString());
      rememberLost(db, flux.id, gone);
      for (const row of gone) dossiers.add(row.type === 'dossier' || row.dossier === null ? row.id : row.dossier);
    }
    for (const dossier of followLost(db, flux.id)) dossiers.add(dossier);
    return success(deps.project(dossiers, db));
  });
  if (!written.ok) return written;
  deps.onRows(0, written.value);
  return success(null);
}
