import type { z } from 'zod';
import { instant } from '../../../shared/contract/primitives.ts';
import { limits } from '../../../shared/contract/sync.ts';
import type { Clock } from '../deps.ts';
import { horlogeLocale, readLocal, writeLocal } from '../store/local.ts';
import { storeFailure } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

type Horloge = z.infer<typeof horlogeLocale>;
const dayMs = 86_400_000;

/**
 * The server's time as last measured (Date header, monotonic since) and the bail: how long what was received may be
 * read without any exchange (SECURITY, Bail). Both are written in the account's file as soon as one is open.
 */
export interface ServerTime {
  /** Best estimate of the server's clock; the wall clock before the first exchange. */
  now(): number;
  /** The server's clock by a measure of this process that still runs; null before one and after a sleep. */
  measured(): number | null;
  /** The monotonic clock may stand still while the PC sleeps; the wall clock does not. */
  beforeSleep(): void;
  /** Until the next exchange, the wall clock and the offset it had before the sleep. */
  afterSleep(): void;
  /** Server minus wall clock at the last exchange, null before the first. */
  offsetMs(): number | null;
  /** Any answer of the server. */
  observe(dateHeader: string | null): void;
  /** An authenticated exchange of the account whose file is attached. */
  renewBail(): void;
  /** ISO instant, null without a file or in one that never had any. */
  bail(): string | null;
  /** Whether what the attached file holds may no longer be read: one that never had a bail never may. */
  bailExpired(): boolean;
  /** Takes up what the account's file knows; of the time, unless this process measured it. null days: no bail runs. */
  attach(store: Store, bailDays: number | null): void;
  detach(): void;
}

export function createServerTime(clock: Clock): ServerTime {
  let horloge: Horloge | null = null;
  let measuredHere = false;
  let isSteady = false;
  let bail: string | null = null;
  let days: number | null = limits.leaseDays;
  let store: Store | null = null;

  const keep = (key: 'horloge' | 'bail', value: unknown): void => {
    try {
      if (store !== null) writeLocal(store.bulk, key, value);
    } catch (error: unknown) {
      // A full disk must not pass for a lost network: the person's own writes will say it.
      if (storeFailure(error) === null) throw error;
    }
  };
  // A stored monotonic instant belongs to another process: only the offset of that measure still holds.
  const measured = (): number | null =>
    horloge === null || !isSteady
      ? null
      : Date.parse(horloge.serveurLe) + (clock.monotonic() - horloge.mesureMonotoneMs);
  const now = (): number => measured() ?? clock.now() + (horloge?.decalageMs ?? 0);
  return {
    now,
    measured,
    beforeSleep() {
      const server = measured();
      if (horloge === null || server === null) return;
      horloge = { ...horloge, decalageMs: Math.round(server - clock.now()) };
      keep('horloge', horloge);
    },
    afterSleep() {
      isSteady = false;
    },
    offsetMs: () => horloge?.decalageMs ?? null,
    observe(dateHeader) {
      const server = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(server)) return;
      horloge = {
        decalageMs: Math.round(server - clock.now()),
        serveurLe: new Date(server).toISOString(),
        mesureMonotoneMs: clock.monotonic(),
      };
      measuredHere = true;
      isSteady = true;
      keep('horloge', horloge);
    },
    renewBail() {
      if (store === null || days === null) return;
      bail = new Date(now() + days * dayMs).toISOString();
      keep('bail', bail);
    },
    bail: () => bail,
    bailExpired() {
      if (days === null) return false;
      if (bail === null) return store !== null;
      const last = horloge === null ? 0 : Date.parse(horloge.serveurLe);
      return Math.max(clock.now(), last) > Date.parse(bail);
    },
    attach(opened, bailDays) {
      store = opened;
      days = bailDays;
      if (measuredHere) keep('horloge', horloge);
      else horloge = readLocal(opened.bulk, 'horloge', horlogeLocale);
      bail = readLocal(opened.bulk, 'bail', instant);
    },
    detach() {
      store = null;
      bail = null;
      days = limits.leaseDays;
    },
  };
}
