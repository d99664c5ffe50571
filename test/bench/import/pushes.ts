import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { makeActe } from '../../support/flux-fixtures.ts';

const answers = z.object({ resultats: z.array(z.object({ etat: z.string() })) });
/** Between two notes, and between two tries of one. */
const everyMs = 200;
const againMs = 40;

export interface Pushed {
  accepted: number;
  /** Answers 503, each tried again. */
  refused: number;
  /** From the first try of one acte to its acceptance, the longest. */
  longestMs: number;
}

/** Pushes one note after the other while an import runs, each until it is accepted. */
export class Pushes {
  readonly #server: { origin: string; flux: string; dossier: string };
  readonly #pushed: Pushed = { accepted: 0, refused: 0, longestMs: 0 };
  #isOver = false;
  readonly #done: Promise<void>;

  constructor(server: { origin: string; flux: string; dossier: string }) {
    this.#server = server;
    this.#done = this.#run();
  }

  /** @throws when an answer is neither an acceptance nor 503 with the time to wait */
  async finish(): Promise<Pushed> {
    this.#isOver = true;
    await this.#done;
    return this.#pushed;
  }

  async #run(): Promise<void> {
    const { flux, dossier } = this.#server;
    while (!this.#isOver) {
      const acte = makeActe({ flux, dossier });
      const start = performance.now();
      while (!(await this.#push(acte))) await delay(againMs);
      this.#pushed.accepted += 1;
      this.#pushed.longestMs = Math.max(this.#pushed.longestMs, performance.now() - start);
      await delay(everyMs);
    }
  }

  /** A poste would wait the two seconds it is told; trying at once shows how long the lock really lasts. */
  async #push(acte: unknown): Promise<boolean> {
    const response = await fetch(`${this.#server.origin}/v1/actes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-acces': 'banc' },
      body: JSON.stringify({ dernier_echange_le: null, actes: [acte] }),
    });
    const body: unknown = await response.json();
    if (response.status === 503 && Number(response.headers.get('retry-after')) > 0) {
      this.#pushed.refused += 1;
      return false;
    }
    const etat = answers.parse(body).resultats[0]?.etat;
    if (etat !== 'accepte' && etat !== 'deja_recu')
      throw new Error(`a push during the import: ${response.status} ${etat}`);
    return true;
  }
}
