import { setImmediate as turn } from 'node:timers/promises';
import { refuse } from '../errors.ts';
import type { Io } from './io.ts';

/** A command that is asked to stop while something must be put back first. */
export interface Arret {
  /**
   * To be awaited between two steps.
   *
   * @throws Refusal IMPORT_INTERROMPU once the process was asked to stop
   */
  continuer(): Promise<void>;
  /** The same, between two chunks of a file. */
  suivre(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
}

export function surveillerArret({ stopped }: Pick<Io, 'stopped'>): Arret {
  let isAsked = false;
  void stopped().then(() => {
    isAsked = true;
  });
  const continuer = async (): Promise<void> => {
    // The database answers at once and never lets a signal in by itself.
    await turn();
    if (isAsked) throw refuse('IMPORT_INTERROMPU', 409);
  };
  return {
    continuer,
    async *suivre(source) {
      for await (const chunk of source) {
        await continuer();
        yield chunk;
      }
    },
  };
}
