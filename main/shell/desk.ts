import { type SessionEtat, sessionEtat } from '../../shared/contract/ipc/session.ts';

/**
 * Only at these steps may the page ask for more than the session (SECURITY, Verrou and Bail). `reconnexion` is none of
 * them: a PIN missed five times leads there.
 */
const openSteps: ReadonlySet<SessionEtat['etape']> = new Set(['premiere-synchro', 'pret']);

/** What the shell knows of the session: whether the desk is open, and the configured authority. */
export interface Desk {
  isOpen(): boolean;
  serveur(): string | null;
  /** Each session state that the core tells, by event or as a reply. */
  learn(state: unknown): void;
  /** The core died: closed until the next one says otherwise. */
  forget(): void;
}

export const createDesk = (configuredServeur: string | null, onChange: (isOpen: boolean) => void): Desk => {
  let isOpen = false;
  let serveur = configuredServeur;
  const set = (next: boolean): void => {
    if (next === isOpen) return;
    isOpen = next;
    onChange(isOpen);
  };
  return {
    isOpen: () => isOpen,
    serveur: () => serveur,
    learn(state) {
      const parsed = sessionEtat.safeParse(state);
      if (!parsed.success) return;
      serveur = parsed.data.serveur ?? configuredServeur;
      set(openSteps.has(parsed.data.etape));
    },
    forget: () => set(false),
  };
};

export interface ProtectedWindow {
  setContentProtection(isProtected: boolean): void;
}

/** Screen sharing sees the page of an open desk and no other; without a window there is nothing to see. */
export const protectContent =
  (window: () => ProtectedWindow | undefined) =>
  (isOpen: boolean): void =>
    window()?.setContentProtection(!isOpen);
