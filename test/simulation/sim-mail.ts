import type { Issue, MailPret, Transport } from '../../sync-api/courriels/transport.ts';
import type { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';

/** How often the mail server fails us; all zero once the world is healed. */
export interface MailMood {
  /** It does not answer. */
  down: number;
  /** It asks for the mail again later. */
  later: number;
  /** It took the mail, and the connection ended before it said so. */
  cut: number;
  /** It took the mail, and our server died before it could write that down. */
  dies: number;
  /** Minutes pass before it answers. */
  slow: number;
}

export const calmMail: MailMood = { down: 0, later: 0, cut: 0, dies: 0, slow: 0 };

/** Our own process died while it was sending. */
export class CrashWhileSending extends Error {
  override readonly name = 'CrashWhileSending';
}

/** Every mailbox of the world: what was taken, as often as it was taken. */
export class SimMail implements Transport {
  readonly received: MailPret[] = [];
  mood: MailMood = calmMail;
  readonly #random: Seeded;
  readonly #clock: WorldClock;

  constructor(random: Seeded, clock: WorldClock) {
    this.#random = random;
    this.#clock = clock;
  }

  async envoyer(mail: MailPret): Promise<Issue> {
    const { down, later, cut, dies, slow } = this.mood;
    if (this.#random.chance(down)) return { genre: 'indisponible', code: 'ECONNECTION' };
    if (this.#random.chance(slow)) this.#clock.advance(this.#random.below(10) * 60_000);
    if (this.#random.chance(later)) return { genre: 'plus_tard', code: '4.7.1' };
    this.received.push(mail);
    if (this.#random.chance(cut)) return { genre: 'indisponible', code: 'ETIMEDOUT' };
    if (this.#random.chance(dies)) throw new CrashWhileSending();
    return { genre: 'envoye', code: '250' };
  }

  fermer(): void {}
}
