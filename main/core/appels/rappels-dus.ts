import type { Clock } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import type { Store } from '../store/store.ts';
import { compterRappelsDus, lireRappels, prochainRappel } from './compteurs.ts';

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
  /** Told already though their hour is to come again: the clock was put back. Until it is past them. */
  let dits: { rappels: Set<string>; jusqua: string } | null = null;

  /** Milliseconds to the next look. */
  function turn(): number {
    // A first sync has no index yet; it tells everybody at its end.
    if (store.mode !== 'normal') return longestSleepMs;
    const at = now();
    if (at < depuis) {
      // Nothing is told twice, and what is promised within the hours that come again is told all the same.
      const rappels = [...(dits?.rappels ?? []), ...lireRappels(store.persons, at, depuis)];
      dits = { rappels: new Set(rappels), jusqua: dits === null || depuis > dits.jusqua ? depuis : dits.jusqua };
    }
    const nouveaux = at <= depuis ? [] : lireRappels(store.persons, depuis, at);
    depuis = at;
    const aDire = nouveaux.filter((rappel) => dits?.rappels.has(rappel) !== true);
    if (dits !== null && at >= dits.jusqua) dits = null;
    if (aDire.length > 0) onDu(compterRappelsDus(store.persons, at));
    const prochain = prochainRappel(store.persons, at);
    if (prochain === null) return longestSleepMs;
    return Math.min(Math.max(Date.parse(prochain) - Date.parse(at), 0), longestSleepMs);
  }

  /** What a turn failed on is reported, and may be gone at the next one: a file that another program held. */
  function attempt(): number {
    try {
      return turn();
    } catch (error: unknown) {
      onBug(error);
      return longestSleepMs;
    }
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const wait = attempt();
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
