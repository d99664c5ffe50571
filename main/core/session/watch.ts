import type { Clock } from '../deps.ts';

/** The bail ends on a date, not on an action: it is looked at this often. */
const lookMs = 60_000;

export interface Watch {
  activity(): void;
  stop(): Promise<void>;
}

/** Locks after so long without activity, and looks at the dates now and then. */
export function startWatch(deps: { clock: Clock; lockAfterMs: number; onIdle(): void; onLook(): void }): Watch {
  const stopped = new AbortController();
  let lastActivity = deps.clock.monotonic();
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const idleMs = deps.clock.monotonic() - lastActivity;
      if (idleMs >= deps.lockAfterMs) {
        deps.onIdle();
        lastActivity = deps.clock.monotonic();
      }
      deps.onLook();
      const untilLock = deps.lockAfterMs - (deps.clock.monotonic() - lastActivity);
      await deps.clock.sleep(Math.max(1, Math.min(lookMs, untilLock)), stopped.signal).catch(() => undefined);
    }
  }
  const running = run();
  return {
    activity() {
      lastActivity = deps.clock.monotonic();
    },
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
