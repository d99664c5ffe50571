import { z } from 'zod';
import { refuse } from '../errors.ts';

/** SQLITE_BUSY and its kin: another process holds the writer lock. The rest of the code is the variety. */
const busy = z.object({ code: z.string().startsWith('SQLITE_BUSY') });
const retryAfterS = 2;

/**
 * Runs something that writes. A writer that meets the lock (an import, PROTOCOL 7) is told to come back.
 * @throws Refusal OCCUPE, 503 with Retry-After.
 */
export const writing = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error: unknown) {
    if (busy.safeParse(error).success) throw refuse('OCCUPE', 503, undefined, retryAfterS);
    throw error;
  }
};
