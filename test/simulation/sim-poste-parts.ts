import type { Acces } from '../../sync-api/identite/acces.ts';
import type { Mood } from './network.ts';
import type { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';
import type { SimPoste } from './sim-poste.ts';
import type { SimServer } from './sim-server.ts';

/** What the file remembers of its account. */
export type SimCompte = Acces['compte'];

/** The poste's process died here; what follows in the old process no longer counts. */
export class Crash extends Error {}

export interface SimPosteParts {
  name: string;
  posteId: string;
  compte: SimCompte;
  /** Who works here. */
  operateur: string;
  folder: string;
  random: Seeded;
  clock: WorldClock;
  server: () => SimServer;
  mood: () => Mood;
  /** People go on working while an exchange is under way. */
  during: (poste: SimPoste) => void;
}
