import type { Passage } from './passages.ts';

/** One acte that a person was told is written. */
export interface Promised {
  poste: string;
  type: string;
  dossier: string;
  /** The true time, whatever the poste's clock said. */
  atMs: number;
  /** Whether this process had measured the server's clock: otherwise nobody could know the hour. */
  isMeasured: boolean;
}

/** What people did that the schedule must reach, or its silence would prove nothing. */
export type Deed =
  | 'undo'
  | 'undo-flown'
  | 'correction'
  | 'merge'
  | 'erasure'
  | 'parked'
  | 'restore'
  | 'during-exchange'
  | 'export'
  | 'deposit'
  | 'proof'
  | 'change'
  | 'cancel'
  | 'answer'
  | 'answer-twice'
  | 'held-again'
  | 'answered-by-call'
  | 'merge-demande'
  | 'crash-between-commits'
  | 'creneau'
  | 'creneau-withdrawn'
  | 'creneau-moved'
  | 'creneau-shrunk'
  | 'creneau-enlarged'
  | 'creneau-changed'
  | 'creneau-cancelled'
  | 'booking'
  | 'booking-cancelled'
  | 'reconfirmed'
  | 'presence'
  | 'booked-erased'
  | 'booked-opposed'
  | 'chosen'
  | 'assigned'
  | 'claimed'
  | 'handed-over'
  | 'written-to'
  | 'planned'
  | 'snoozed'
  | 'skipped'
  | 'lot-killed'
  | 'lot-killed-midway'
  | 'lot-undone'
  | 'shared'
  | 'shared-twice'
  | 'renamed-label'
  | 'outdone'
  | 'family-comes'
  | 'family-moves'
  | 'family-cancels'
  // What the server did of it, told by its passages.
  | 'waited'
  | 'offered'
  | 'offer-taken'
  | 'offer-expired'
  | 'too-many'
  | 'moved';

/** Something that the intake acknowledged. */
export interface Deposited {
  /** Said once in the whole world. */
  words: string;
  /** Digest of the name and phone of whoever asks. */
  cle: string | null;
  /** Its address has to be proved first, which nobody may do. */
  mayBeNothing: boolean;
  /** The true time. */
  atMs: number;
  /** The créneau that came with it. */
  creneau?: string;
}

/** One writing of a shared document. */
export interface Shared {
  poste: string;
  genre: 'modele' | 'vue';
  atMs: number;
  /** Somebody who saw it wrote something else in its place, or deleted it. */
  isReplaced: boolean;
}

/**
 * What people were promised: every acte whose writing was answered « enregistré ». Kept outside the postes, as a
 * person remembers it.
 */
export class Ledger {
  readonly #written = new Map<string, Promised>();
  readonly #dropped = new Set<string>();
  readonly deeds = new Map<Deed, number>();

  wrote(id: string, promised: Promised): void {
    this.#written.set(id, promised);
  }

  /** Audit lines that were left before their file, by id, with the poste that left them. */
  readonly traces = new Map<string, string>();

  /** Deposits by id. */
  readonly deposits = new Map<string, Deposited>();

  /** What was written of shared documents, by its words. */
  readonly shared = new Map<string, Shared>();

  /** Actes of lots that were taken back to the end. */
  readonly takenBack = new Set<string>();

  /** The words of each answer, by acte. */
  readonly answers = new Map<string, string>();

  deposited(id: string, what: Deposited): void {
    this.deposits.set(id, what);
  }

  /** Where each person who asked was ever written down, by digest of name and phone. */
  readonly dossiers = new Map<string, Set<string>>();

  /** Erased in a history that a restore took back. */
  readonly erased = new Set<string>();

  /** What the server did of a réservation. */
  saw({ avant, etat, motif }: Pick<Passage, 'avant' | 'etat' | 'motif'>): void {
    if (avant === null && etat === 'attente') this.did('waited');
    if (etat === 'offerte') this.did('offered');
    if (avant === 'offerte' && etat === 'confirmee') this.did('offer-taken');
    if (etat === 'expiree') this.did('offer-expired');
    if (etat === 'a_reconfirmer' && motif === 'capacite') this.did('too-many');
    if (etat === 'a_reconfirmer' && motif === 'deplace') this.did('moved');
  }

  did(deed: Deed): void {
    this.deeds.set(deed, (this.deeds.get(deed) ?? 0) + 1);
  }

  /** Undone before it ever left, or given up by a person: it must exist nowhere. */
  dropped(id: string): void {
    this.#dropped.add(id);
  }

  get promised(): [string, Promised][] {
    return [...this.#written].filter(([id]) => !this.#dropped.has(id));
  }

  get forgotten(): ReadonlySet<string> {
    return this.#dropped;
  }
}
