import { z } from 'zod';
import { appelsEvents } from '../../shared/contract/ipc/appels.ts';
import { type SessionEtat, sessionEtat } from '../../shared/contract/ipc/session.ts';

/**
 * From these on the poste says nothing more of the calls that it holds: its account is gone, its bail ended or, with a
 * server, its PIN was missed five times (SECURITY, Bail). A desk that is only locked still counts.
 */
const silentSteps: ReadonlySet<SessionEtat['etape']> = new Set([
  'connexion',
  'reconnexion',
  'bail-expire',
  'base-illisible',
]);

/**
 * What an event of the core makes of the number of promised calls that is told outside the window.
 *
 * @returns `told` the number from now on, null when the event changes nothing; `isDue` when calls just became due
 */
export const countAfter = (name: string, payload: unknown): { told: number; isDue: boolean } | null => {
  if (name === 'appels:rappel-du') {
    const parsed = z.safeParse(appelsEvents['appels:rappel-du'], payload);
    return parsed.success ? { told: parsed.data.nombre, isDue: true } : null;
  }
  if (name !== 'session:change') return null;
  const parsed = sessionEtat.safeParse(payload);
  return parsed.success && silentSteps.has(parsed.data.etape) ? { told: 0, isDue: false } : null;
};
