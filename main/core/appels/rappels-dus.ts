import type { Clock } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { compterRappels, compterRappelsDus, prochainRappel } from './compteurs.ts';

/** A laptop that slept wakes late, and the hour of the PC may be set: the next hour is looked at again after this. */
const longestSleepMs = 10 * 60_000;

export interface RappelsDusDeps {
  store: Store;
  clock: Clock;
  serverNow?: ServerNow;
  /** Promised calls that have come due, all of them; told when one more does. Nothing about a person. */
  onDu: (nombre: number) => void;
  onBug: (error: unknown) => void;
}

export interface RappelsDus {
  /** People changed: the next promised hour may be another. */
  look(): void;
  stop(): Promise<void>;
}

/** Sleeps until the next promised hour, one index step away. What was due when it began was told by the counters. */
export function veillerLesRappels({ store, clock, serverNow, onDu, onBug }: RappelsDusDeps): RappelsDus {
  const stopped = new AbortController();
  const now = (): string => correctedNow(store.persons, clock, serverNow);
  let woken = new AbortController();
  let depuis = now();

  /** Milliseconds to the next look. */
  function turn(): number {
    // A first sync has no index yet; it tells everybody at its end.
    if (store.mode !== 'normal') return longestSleepMs;
    const at = now();
    // A clock set back makes nothing due twice.
    if (at > depuis) {
      const nouveaux = compterRappels(store.persons, depuis, at);
      depuis = at;
      if (nouveaux > 0) onDu(compterRappelsDus(store.persons, at));
    }
    const prochain = prochainRappel(store.persons, depuis);
    if (prochain === null) return longestSleepMs;
    return Math.min(Math.max(Date.parse(prochain) - Date.parse(at), 0), longestSleepMs);
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const wait = turn();
      await clock.sleep(wait, AbortSignal.any([stopped.signal, woken.signal])).catch(() => undefined);
      if (woken.signal.aborted) woken = new AbortController();
    }
  }
  const running = run().catch(onBug);
  return {
    look: () => woken.abort(),
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
