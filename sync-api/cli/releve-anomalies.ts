import type { AnomalieDeLigne, Anomalies } from '../voeux/anomalies-lues.ts';

/** Lines of anomalies shown to a person; the whole list is in --json. */
const shownAnomalies = 20;
/** Characters of one piece of the answer. */
const pieceLength = 64 * 1024;

/**
 * The anomalies of an import as its command says them: the first ones to a person; all of them in JSON, written piece
 * by piece at the head of the answer, so that a national file is never held.
 */
export class ReleveAnomalies {
  readonly #isJson: boolean;
  readonly #out: (text: string) => void;
  #head = '';
  readonly premieres: AnomalieDeLigne[] = [];

  constructor(isJson: boolean, out: (text: string) => void) {
    this.#isJson = isJson;
    this.#out = out;
  }

  readonly relever = async (anomalies: Anomalies): Promise<void> => {
    if (this.#isJson) return this.#write(anomalies);
    for await (const anomalie of anomalies) if (this.premieres.push(anomalie) === shownAnomalies) return;
  };

  /** @returns the end of the answer: a line of JSON whose beginning may be written already */
  finir(bilan: object): string {
    return `${this.#head}${JSON.stringify(bilan).slice(1)}\n`;
  }

  async #write(anomalies: Anomalies): Promise<void> {
    let piece = '{"anomalies":[';
    let comma = '';
    for await (const anomalie of anomalies) {
      piece += `${comma}${JSON.stringify(anomalie)}`;
      comma = ',';
      if (piece.length < pieceLength) continue;
      this.#out(piece);
      piece = '';
    }
    this.#head = `${piece}],`;
  }
}
