import type { Clock, Random } from '../context.ts';
import type { GuichetPublic } from '../guichet/cote-public.ts';
import type { Journal } from '../journal.ts';
import type { Defis } from './defi.ts';
import type { Envois } from './envois.ts';
import type { Freins } from './freins.ts';
import type { MemoireFreins } from './memoire-freins.ts';

/** What the intake is given. No base of the server is among it: the guichet is all it can read (SECURITY, Outside). */
export interface PublicDeps {
  guichet: GuichetPublic;
  clock: Clock;
  random: Random;
  journal: Journal;
  /** What the throttles remember; whoever starts the intake has it swept every minute. */
  memoire: MemoireFreins;
  config: PublicConfig;
}

export interface PublicConfig {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  trustProxy: boolean;
  /** Public origin of the intake, without a trailing slash; null: `http://host:port` once it listens. */
  accueilUrl: string | null;
  /** Deposits per hour before a proof of work is asked. */
  depotsParAdresse: number;
  depotsParFormation: number;
  /** Months after 31 December of the campagne, as the notice tells it. */
  retentionMois: number;
}

/** What the routes share. */
export interface Accueil extends PublicDeps {
  freins: Freins;
  defis: Defis;
  envois: Envois;
  /** Public origin of the intake. */
  origin(): string;
}
