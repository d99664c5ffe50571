import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Lot } from '../../../shared/contract/ipc/lots.ts';
import type { Writing } from '../actes/enregistrer.ts';
import { isFolding } from '../actes/personne-entiere.ts';
import type { Clock, Random } from '../deps.ts';
import { readDecalage, type ServerNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { type Sqlite, sqliteCode } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import {
  endLot,
  forgetEnded,
  forgetPeople,
  gesteOf,
  keepUndoing,
  type LotRow,
  lastLots,
  lotOf,
  nextLot,
  readLot,
} from './lignes.ts';
import { ecrireTranche, peoplePerSlice, type TrancheFaite } from './tranche.ts';

export interface MoteurDeps {
  store: Store;
  clock: Clock;
  serverNow?: ServerNow;
  random: Random;
  breathe(): Promise<void>;
  onLot(lot: Lot): void;
  onCandidats(candidats: string[]): void;
  onSaisie(): void;
  onBug(error: unknown): void;
  /** People written in one transaction. */
  peoplePerSlice?: number;
}

export interface Moteur {
  readonly signal: AbortSignal;
  /** Goes on with what is under way, if it does not already. */
  reprendre(): void;
  etat(): Lot[];
  /** Failure: LOT_INCONNU. */
  arreter(id: string): Result<Record<string, never>>;
  /** Failures: LOT_INCONNU, LOT_NON_ANNULABLE. */
  defaire(id: string): Result<Record<string, never>>;
  /** Leaves the rest to the next start. */
  stop(): Promise<void>;
}

/** A working day: by then somebody has worked on it, and it is taken back person by person. */
const annulableMs = 12 * 3_600_000;

/**
 * One gesture for many people, written by slices (`tranche.ts`). It is kept whole before the first of them, so a kill
 * anywhere goes on to the same end at the next start; one lot at a time, the oldest first.
 */
export function createMoteur(deps: MoteurDeps): Moteur {
  const { store, clock, serverNow, random, breathe, onLot, onCandidats, onSaisie, onBug } = deps;
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  /** What waits for room on the disk: it is still under way. */
  let attente: { lot: string; code: string } | null = null;
  /** Nothing more is tried before somebody asks again. */
  let isPaused = false;

  const iso = (ms: number): string => new Date(ms).toISOString();
  const writing = (db: Sqlite, { operateur }: LotRow): Writing => {
    const nowMs = clock.now();
    return { db, random, nowMs, decalageMs: readDecalage(db, nowMs, serverNow), operateur };
  };
  const shown = (row: LotRow): Lot => {
    const lot = lotOf(store.persons, row);
    return lot.etat === 'en-cours' && attente?.lot === lot.lot ? { ...lot, code: attente.code } : lot;
  };
  const tell = (id: string): void => {
    const row = readLot(store.persons, id);
    if (row !== null) onLot(shown(row));
  };
  const finir = (db: Sqlite, row: LotRow, etat: 'fini' | 'annule' | 'echec', code: string | null = null): void =>
    endLot(db, row, { etat, code, annulableJusqua: row.defait === null ? iso(clock.now() + annulableMs) : null });

  /** One slice of this lot; its end when nobody is left. */
  const avancer = (id: string): Result<TrancheFaite | null> =>
    store.writePersons((db) => {
      const row = readLot(db, id);
      if (row?.etat !== 'en-cours') return success(null);
      const geste = row.defait === null ? gesteOf(row) : null;
      if (row.defait === null && geste === null) {
        finir(db, row, 'echec', 'TYPE_INCONNU');
        return success(null);
      }
      const faite = ecrireTranche(writing(db, row), { lot: id, geste, people: deps.peoplePerSlice ?? peoplePerSlice });
      if (faite.ok && faite.value.people === 0) finir(db, row, 'fini');
      return faite;
    });

  /** A bug about one person must not be met again at each start. */
  const renoncer = (id: string, error: unknown): void => {
    onBug(error);
    const given = store.writePersons((db) => {
      const row = readLot(db, id);
      if (row?.etat === 'en-cours') finir(db, row, 'echec', 'ERREUR_INTERNE');
      return success(null);
    });
    if (given.ok) tell(id);
  };

  /** @returns whether to go on at once */
  const suivre = (id: string): boolean => {
    let slice: Result<TrancheFaite | null>;
    try {
      slice = avancer(id);
    } catch (error: unknown) {
      // Another program holds the file: it is met again at the next exchange.
      if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return false;
      renoncer(id, error);
      return true;
    }
    if (!slice.ok) {
      attente = { lot: id, code: slice.error.code };
      tell(id);
      return false;
    }
    attente = null;
    const candidats = slice.value?.candidats ?? new Set<string>();
    if (candidats.size > 0) {
      onCandidats([...candidats]);
      onSaisie();
    }
    tell(id);
    return true;
  };

  // While everybody is drawn again the projection does not know who is who.
  const isReady = (): boolean => !stopped.signal.aborted && store.mode === 'normal' && !isFolding(store.persons);

  const run = async (): Promise<void> => {
    for (;;) {
      await breathe();
      const row = isReady() ? nextLot(store.persons) : null;
      if (row === null) return;
      isPaused = !suivre(row.id);
      if (isPaused) return;
    }
  };

  const reprendre = (): void => {
    isPaused = false;
    if (running !== null || stopped.signal.aborted) return;
    running = run()
      .catch(onBug)
      .finally(() => {
        running = null;
        // Kept while the last look found nobody.
        if (!isPaused && isReady() && nextLot(store.persons) !== null) reprendre();
      });
  };

  const oublier = async (): Promise<void> => {
    for (let more = true; more && !stopped.signal.aborted; ) {
      const forgotten = store.writePersons((db) => success(forgetPeople(db)));
      more = forgotten.ok && forgotten.value;
      await breathe();
    }
  };
  const debut = (): Promise<void> => {
    const forgotten = store.writePersons((db) => success(forgetEnded(db)));
    return forgotten.ok ? oublier() : Promise.resolve();
  };
  const rangement = debut().catch(onBug);
  reprendre();

  return {
    signal: stopped.signal,
    reprendre,
    etat: () => lastLots(store.persons).map(shown),
    arreter(id) {
      const ended = store.writePersons((db) => {
        const row = readLot(db, id);
        if (row === null) return failure('LOT_INCONNU');
        if (row.etat === 'en-cours') finir(db, row, 'annule');
        return success({});
      });
      if (ended.ok) tell(id);
      return ended;
    },
    defaire(id) {
      const nowMs = clock.now();
      const kept = store.writePersons((db) => {
        const row = readLot(db, id);
        if (row === null) return failure('LOT_INCONNU');
        const isOpen = row.etat === 'en-cours' || (row.annulable_jusqua !== null && row.annulable_jusqua > iso(nowMs));
        if (row.defait !== null || !isOpen) return failure('LOT_NON_ANNULABLE');
        const etat = row.etat === 'en-cours' ? 'annule' : row.etat;
        endLot(db, row, { etat, code: row.code, annulableJusqua: null });
        const operateur = readLocal(db, 'operateur', operateurLocal);
        keepUndoing(db, { id: random.uuid(), operateur, creeLe: iso(nowMs) }, row);
        return success({});
      });
      if (!kept.ok) return kept;
      tell(id);
      reprendre();
      return success({});
    },
    async stop() {
      stopped.abort();
      await Promise.all([running, rangement]);
    },
  };
}
