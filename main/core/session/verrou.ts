import { failure, type Result } from '../../../shared/contract/errors.ts';
import type { Clock } from '../deps.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operateurs } from './operateurs.ts';

/** Without a server nobody can sign in after five missed tries: they come back after this long with the program open. */
export const pauseSansServeurMs = 15 * 60_000;

/** The lock of the desk (SECURITY, Verrou): it guards what is shown, it is not the key of the file. */
export class Verrou {
  readonly #clock: Clock;
  readonly #journal: Journal;
  #operateurs: Operateurs | null = null;
  #canSignIn = true;
  #isLocked = false;
  #lastTried: string | null = null;
  /** Monotonic, so that a changed clock shortens no pause; a new start begins it again. */
  #blockedSince: number | null = null;

  constructor(clock: Clock, journal: Journal) {
    this.#clock = clock;
    this.#journal = journal;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** The opérateur whose PIN was last missed. */
  get lastTried(): string | null {
    return this.#lastTried;
  }

  /** A file was opened: its desk is closed when somebody has a PIN. */
  attach(operateurs: Operateurs, canSignIn: boolean): void {
    this.#operateurs = operateurs;
    this.#canSignIn = canSignIn;
    this.#isLocked = operateurs.hasPin();
    this.#blockedSince = null;
    this.#lastTried = null;
  }

  detach(): void {
    this.#operateurs = null;
    this.#isLocked = false;
  }

  lock(): void {
    // From the page of a blocked opérateur too: a colleague with a PIN may still open the desk.
    this.#lastTried = null;
    if (this.#operateurs?.hasPin() === true) this.#isLocked = true;
  }

  /** Back to the choice of who works here. */
  leave(): void {
    this.#operateurs?.leave();
  }

  async unlock(operateur: string, pin: string): Promise<Result<null>> {
    if (this.#operateurs === null) return failure('NON_AUTORISE');
    this.#lastTried = operateur;
    const opened = await this.#operateurs.unlock(operateur, pin);
    if (!opened.ok) {
      if (opened.error.code === 'PIN_BLOQUE') this.#journal.write('PIN_BLOQUE', { id: operateur });
      return opened;
    }
    this.#lastTried = null;
    this.#isLocked = false;
    return opened;
  }

  /** The same desk goes on over a file that was opened again. */
  keepOpen(): void {
    this.#isLocked = false;
  }

  /** A sign-in stands for the PIN that was missed five times: its opérateur chooses another one. */
  signedIn(): void {
    this.#lastTried = null;
    if (this.#operateurs === null) return;
    if (this.#operateurs.unblock() || !this.#operateurs.canUnlock()) this.#isLocked = false;
  }

  /** Now and then: where nobody can sign in, a pause stands for it. */
  look(): void {
    if (this.#canSignIn || this.#operateurs?.hasBlocked() !== true) {
      this.#blockedSince = null;
      return;
    }
    this.#blockedSince ??= this.#clock.monotonic();
    if (this.#clock.monotonic() - this.#blockedSince < pauseSansServeurMs) return;
    this.#operateurs.forgive();
    this.#blockedSince = null;
    this.#lastTried = null;
  }
}
