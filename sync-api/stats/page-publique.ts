import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../context.ts';
import { statsPage } from '../pages/stats.ts';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';
import { chiffrer } from './chiffres.ts';
import { type Publication, publier } from './publication.ts';
import { campagneCourante, type Releve, relever } from './releve.ts';

/** How long a page is shown as it is: who reloads it neither costs anything nor sees a count change by one. */
export const pageMinutes = 15;
const pageMs = pageMinutes * 60_000;

interface Edition {
  publication: Publication;
  calculeeLe: Date;
  /** Changes with what the page says, and with nothing else. */
  version: string;
  pages: Map<string, string>;
}

/**
 * The public page. One reading of the figures at a time, and at most one per quarter of an hour, whoever asks; then the
 * text of each académie is made once. While an import holds the base, the former edition is shown.
 */
export class PagePublique {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  #edition: Edition | null = null;
  #running: Promise<Edition> | null = null;

  constructor(deps: { db: Kysely<Tables>; clock: Clock }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
  }

  /** @param code of an académie that exists, or `ALL` */
  async read(code: string): Promise<{ text: string; version: string }> {
    const edition = await this.#current();
    let text = edition.pages.get(code);
    if (text === undefined) {
      text = statsPage(edition.publication, code, edition.calculeeLe);
      edition.pages.set(code, text);
    }
    return { text, version: `${edition.version}-${code}` };
  }

  async #current(): Promise<Edition> {
    const known = this.#edition;
    if (known !== null && this.#clock.now().getTime() - known.calculeeLe.getTime() < pageMs) return known;
    this.#running ??= this.#make().finally(() => {
      this.#running = null;
    });
    try {
      return await this.#running;
    } catch (error: unknown) {
      if (known !== null && isBusy(error)) return known;
      throw error;
    }
  }

  async #make(): Promise<Edition> {
    const calculeeLe = this.#clock.now();
    const campagne = await campagneCourante(this.#db, calculeeLe);
    const releve = await relever(this.#db, this.#clock, campagne);
    const publication = publier(chiffrer(releve), aJourPar(releve));
    const said = JSON.stringify([publication.campagne, publication.national, [...publication.parCode]]);
    const version = hash('sha256', `${said} ${calculeeLe.toISOString()}`, 'hex').slice(0, 16);
    this.#edition = { publication, calculeeLe, version, pages: new Map() };
    return this.#edition;
  }
}

/** Vœux of the relations whose last list is received, by who received it. */
const aJourPar = ({ relations }: Releve): { responsable: number; delegue: number } => {
  const sums = { responsable: 0, delegue: 0 };
  for (const { etat, par, voeux } of relations) if (etat === 'complet' && par !== null) sums[par] += voeux;
  return sums;
};
