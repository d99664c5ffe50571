import type { ErrorCode, Result } from '../../../shared/contract/errors.ts';
import type { Part } from './repartition.ts';

type Ids = readonly { id: string }[];

export interface ConfierDeps<T> {
  /** What it would do now: nothing is written. */
  preparer: (piece: Part<T>) => Promise<Result<{ empreinte: string }>>;
  /** Those whom nobody holds by now. */
  lire: () => Promise<Result<Ids>>;
  lancer: (piece: Part<T>, empreinte: string) => Promise<Result<unknown>>;
  /** The window was closed before anything was written: nothing is. */
  isFerme: () => boolean;
}

export interface Confies {
  /** null: all of it is kept, or the window was closed first. LOT_PERIME: it is no longer as it was said. */
  code: ErrorCode | null;
  /** Those who are given to somebody: what is kept goes on, whatever came after. */
  ids: string[];
}

/**
 * Gives each piece to its person, as it was said or not at all: all of them are prepared, and whoever a colleague took
 * meanwhile is looked for, before the first one is written. The list is read after the preparing, so that whoever changes
 * hands later is no longer what was prepared. It is the list that tells, not whom the pieces take over from: a plan may
 * name a colleague for somebody whom nobody holds.
 */
export async function confier<T extends { id: string }>(
  pieces: readonly Part<T>[],
  { preparer, lire, lancer, isFerme }: ConfierDeps<T>,
): Promise<Confies> {
  const ids: string[] = [];
  const prepared: { piece: Part<T>; empreinte: string }[] = [];
  for (const piece of pieces) {
    const one = await preparer(piece);
    if (!one.ok) return { code: one.error.code, ids };
    prepared.push({ piece, empreinte: one.value.empreinte });
  }
  const now = await lire();
  if (!now.ok) return { code: now.error.code, ids };
  const libres = new Set(now.value.map(({ id }) => id));
  if (pieces.some(({ candidats }) => candidats.some(({ id }) => !libres.has(id)))) return { code: 'LOT_PERIME', ids };
  if (isFerme()) return { code: null, ids };
  for (const { piece, empreinte } of prepared) {
    const started = await lancer(piece, empreinte);
    if (!started.ok) return { code: started.error.code, ids };
    ids.push(...piece.candidats.map(({ id }) => id));
  }
  return { code: null, ids };
}
