import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../store/tables.ts';
import { type Anomalie, typesAnomalie } from './anomalie.ts';

export interface AnomalieDeLigne extends Anomalie {
  ligne: number;
}

/** Every anomaly of a file in the order of its lines, read piece by piece: a national file has tens of thousands. */
export type Anomalies = AsyncIterable<AnomalieDeLigne>;

const stored = z.array(z.object({ ligne: z.number(), champ: z.string(), type: z.enum(typesAnomalie) }));

const byLigne = (a: AnomalieDeLigne, b: AnomalieDeLigne): number => a.ligne - b.ligne;

/** Holds the anomalies of some lines, then leaves them in the scene: what is held does not grow with the file. */
export class AnomaliesLues {
  readonly #db: Kysely<Tables>;
  #held: AnomalieDeLigne[] = [];
  #nombre = 0;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  get nombre(): number {
    return this.#nombre;
  }

  noter(ligne: number, { champ, type }: Anomalie): void {
    this.#nombre += 1;
    this.#held.push({ ligne, champ, type });
  }

  /** @param ligne the last line read: none before it will be noted any more */
  async ecrire(ligne: number): Promise<void> {
    if (this.#held.length === 0) return;
    const texte = JSON.stringify(this.#held.sort(byLigne));
    this.#held = [];
    await this.#db.insertInto('scene_anomalie').values({ jusqu_a: ligne, texte }).execute();
  }
}

/**
 * Everything that was noted, and the lines of `conservees` among them.
 *
 * @param conservees numbers of the lines whose known vœu stays as it is, in order
 */
export async function* listAnomalies(
  db: Kysely<Tables>,
  conservees: readonly number[],
): AsyncGenerator<AnomalieDeLigne> {
  const conserves = conservees.map((ligne) => ({ ligne, champ: 'voeu', type: 'conserve' as const }));
  let given = 0;
  for (let last = 0; ; ) {
    const row = await db
      .selectFrom('scene_anomalie')
      .selectAll()
      .where('jusqu_a', '>', last)
      .orderBy('jusqu_a')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) break;
    last = row.jusqu_a;
    const part: AnomalieDeLigne[] = stored.parse(JSON.parse(row.texte));
    for (let next = conserves[given]; next !== undefined && next.ligne <= last; next = conserves[given]) {
      part.push(next);
      given += 1;
    }
    yield* part.sort(byLigne);
  }
  yield* conserves.slice(given);
}
