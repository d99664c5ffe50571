import type { Database } from 'better-sqlite3';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import type { RowRead } from '../candidats/rows.ts';
import type { Clock } from '../deps.ts';
import { askScrub, type Store } from '../store/store.ts';
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
  /** Draws again these dossiers, of which these rows just came, inside the current transaction; returns the candidats. */
  draw: (byDossier: ReadonlyMap<string, readonly RowRead[]>, db: Database) => Set<string>;
  /** Lets the person's commands run between two transactions. */
  breathe: () => Promise<void>;
  /** How long one transaction may hold the file, milliseconds: 8 once people work, no limit during a first sync. */
  transactionMs: number;
  /** Rows waited for before a transaction: one once people work, thousands during a first sync. */
  rowsAtOnce: number;
  /** Rows drawn together, between two looks at the clock. */
  rowsPerSlice: number;
  onRows: (count: number, candidats: Set<string>) => void;
  /** Between two responses: sends what became sendable meanwhile. */
  pushDue: (signal: AbortSignal) => Promise<Result<unknown>>;
}

/** A server that never ends a flux is refused rather than followed for ever. */
const maxResponses = 100_000;

/** Pulls one flux to its head. Every failure leaves rows and cursor of the last transaction, nothing half. */
export async function pullFlux(deps: PullDeps, fluxId: string, signal: AbortSignal): Promise<Result<null>> {
  // What was asked ahead is let go when the rows before it cannot be written.
  const over = new AbortController();
  const waiting: Waiting = { rows: [] };
  try {
    const followed = await followFlux(deps, fluxId, waiting, AbortSignal.any([signal, over.signal]));
    if (followed.ok) return followed;
    // Cut: what came whole is kept.
    const flux = readFluxRow(deps.store.bulk, fluxId);
    const written = flux === null ? followed : await writeWaiting(deps, flux, waiting);
    return written.ok ? followed : written;
  } finally {
    over.abort();
  }
}

/** Rows that came and are not written yet. */
interface Waiting {
  rows: PullRow[];
}

type Opened = Result<AsyncGenerator<PullPart>>;

async function followFlux(
  deps: PullDeps,
  fluxId: string,
  waiting: Waiting,
  signal: AbortSignal,
): Promise<Result<null>> {
  let asked: Promise<Opened> | null = null;
  for (let response = 0; response < maxResponses; response++) {
    const flux = readFluxRow(deps.store.bulk, fluxId);
    if (flux === null) return failure('FLUX_INCONNU');
    const opened: Opened = await (asked ?? deps.api.pull(fluxId, flux.curseur, signal));
    asked = null;
    if (!opened.ok) {
      if (opened.error.code !== 'CURSEUR_PERIME' || flux.curseur === 0) return opened;
      waiting.rows = [];
      const restarted = deps.store.writeBulk((db) => success(startRebuild(db, fluxId)));
      if (!restarted.ok) return restarted;
      continue;
    }
    const ended = await followResponse(deps, flux, waiting, opened.value, (apres) => {
      // The server prepares the next rows while these are written.
      asked = deps.api.pull(fluxId, apres, signal);
      // Awaited later, or never when writing fails.
      asked.catch(() => undefined);
    });
    if (!ended.ok) return ended;
    if (ended.value === 'fin') return success(null);
    const sent = await deps.pushDue(signal);
    if (!sent.ok) return sent;
  }
  return failure('REPONSE_INVALIDE');
}

/** One response. The next one is asked for as soon as it is known where it starts: at best in the first line. */
async function followResponse(
  deps: PullDeps,
  flux: FluxRow,
  waiting: Waiting,
  parts: AsyncGenerator<PullPart>,
  askNext: (apres: number) => void,
): Promise<Result<'fin' | 'suite'>> {
  let announced: number | null = null;
  let isBegun = false;
  let lastSeq = flux.curseur;
  for await (const part of parts) {
    if (part.genre === 'entete') {
      if (isBegun) return failure('REPONSE_INVALIDE');
      isBegun = true;
      announced = part.suite;
      if (announced !== null) askNext(announced);
    }
    if (part.genre === 'lignes') lastSeq = part.lignes.at(-1)?.[0] ?? lastSeq;
    // The next rows start where these end: a server that says otherwise would leave some out.
    const isGap = part.genre === 'suite' && (part.apres !== lastSeq || (announced ?? part.apres) !== part.apres);
    if (part.genre === 'lignes')
      waiting.rows = waiting.rows.length === 0 ? part.lignes : waiting.rows.concat(part.lignes);
    if (part.genre === 'suite' && announced === null && !isGap) askNext(part.apres);
    if (part.genre === 'fin' || waiting.rows.length >= deps.rowsAtOnce) {
      const written = await writeWaiting(deps, flux, waiting);
      if (!written.ok) return written;
    }
    if (part.genre === 'illisible' || isGap) return failure('REPONSE_INVALIDE');
    if (part.genre === 'suite') return success('suite');
    if (part.genre === 'fin') {
      const finished = finish(deps, flux, part.tete);
      return finished.ok ? success('fin') : finished;
    }
  }
  return failure('HORS_LIGNE');
}

async function writeWaiting(deps: PullDeps, flux: FluxRow, waiting: Waiting): Promise<Result<null>> {
  const { rows } = waiting;
  waiting.rows = [];
  return applyInSlices(deps, flux, rows);
}

const dossierOf = (row: PullRow | undefined): string | null | undefined => row?.[4];

/** What follows of the same dossier goes with it: a person is drawn once from rows that came together. */
function endOfSlice(rows: readonly PullRow[], from: number): number {
  let end = from;
  while (end < rows.length && dossierOf(rows[end]) !== null && dossierOf(rows[end]) === dossierOf(rows[end - 1]))
    end += 1;
  return end;
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
        const slice = rows.slice(next, endOfSlice(rows, next + deps.rowsPerSlice));
        const applied: Applied = { byDossier: new Map(), hasErased: false };
        writeRows(flux, slice, applied);
        if (applied.hasErased) askScrub(db);
        for (const candidat of deps.draw(applied.byDossier, db)) changed.add(candidat);
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
    return success(deps.draw(new Map([...dossiers].map((dossier) => [dossier, []])), db));
  });
  if (!written.ok) return written;
  deps.onRows(0, written.value);
  return success(null);
}
