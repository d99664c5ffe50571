import type { Reply } from '../../shared/contract/ipc/index.ts';

/** Time as an object, so that tests own it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  now(): number;
  /** Never goes back, milliseconds from an arbitrary origin. */
  monotonic(): number;
  /** Resolves after the delay, rejects with the signal's reason when aborted first. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

export interface Random {
  uuid(): string;
  bytes(length: number): Uint8Array;
  /** 0 <= n < 1, for jitter only. */
  fraction(): number;
}

/** The OS keychain (SECURITY, Keys and files). Rejects when there is none. */
export interface Keychain {
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What the core asks of its host and may not do itself. */
export interface Host {
  /** Opens the system browser on a page of the configured authority. */
  openExternal(url: string): Promise<void>;
  /** Exchanges a one-use token of a file dialog for its path; null when unknown or used. */
  pathOfToken(token: string): Promise<string | null>;
}

export interface CoreConfig {
  version: string;
  /** Base URL of the sync API given by policy or command line; null lets the person type it once. */
  serveur: string | null;
  /** Prefills the first run. */
  codeEnrolement: string | null;
  lockAfterMs: number;
}

export interface CoreDeps {
  /** Local, never roaming; the core makes one folder per account below it. */
  dataFolder: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  random: Random;
  keychain: Keychain;
  host: Host;
  config: CoreConfig;
}

/** What the shell tells the core. */
export type CoreSignal = 'verrouillage' | 'veille' | 'reprise' | 'reseau' | 'activite' | 'fermeture';

export interface CoreEvent {
  name: string;
  payload: unknown;
}

/** The data core: every request is already parsed by the router, every reply is parsed again by it. */
export interface Core {
  handle(channel: string, request: unknown): Promise<Reply<unknown>>;
  onEvent(listener: (event: CoreEvent) => void): () => void;
  signal(signal: CoreSignal): Promise<void>;
  /** Sends what may be sent within the bound, closes the file. */
  stop(boundMs: number): Promise<void>;
}
