import type { Bench } from './measure.ts';

/** One part of the benchmark, loaded only in the process that runs it: no part pays for the code of another. */
export interface Part {
  /** What `--seul` takes; the same as the Bench's own. */
  name: string;
  /** Heading and first sentences of its section in docs/performance.md. */
  title: string;
  about: string;
  /** Runs an Electron: on Linux it gets a display, a message bus and a keychain of its own. */
  needsDesktop: boolean;
  load(): Promise<Bench>;
}

export const parts: readonly Part[] = [];
