import type { Kysely } from 'kysely';
import type { Config } from './config.ts';
import type { Journal } from './journal.ts';
import type { Tables } from './store/tables.ts';

export interface Clock {
  now(): Date;
}

export interface Random {
  /** A random UUID, lower case. */
  uuid(): string;
  bytes(count: number): Uint8Array;
}

export interface ServerDeps {
  db: Kysely<Tables>;
  clock: Clock;
  random: Random;
  config: Config;
  journal: Journal;
  /** The row `serveur`, read once at start. `epoque` is new after a restore (PROTOCOL 3). */
  serveur: { epoque: string; secretIne: string };
}

export const systemClock: Clock = { now: () => new Date() };

export const systemRandom: Random = {
  uuid: () => crypto.randomUUID(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};
