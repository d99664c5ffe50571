import { setImmediate } from 'node:timers/promises';
import type { Ecriture } from '../actes/ecriture.ts';
import type { Config } from '../config.ts';
import type { ServerDeps } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import { isBusy } from '../store/busy.ts';
import { type Depart, preparer } from './depart.ts';
import { type CourrielRow, effacerFinis, listerDus, repousser, reprendreEnCours } from './file.ts';
import { noterIssue } from './issue.ts';
import { listerGroupes, repartir, reunir } from './repartition.ts';
import type { LectureRetours } from './retours/lecture.ts';
import type { Issue, Transport } from './transport.ts';

export interface CourrierDeps extends Pick<ServerDeps, 'db' | 'clock' | 'random' | 'journal'> {
  config: Pick<Config, 'courrielExpediteur' | 'accueilUrl'>;
  /** null: no mail server is set; mails wait. */
  transport: Transport | null;
  /** null: bounces are not read. */
  retours: LectureRetours | null;
  /** Told of the heads that a refusal moved, once committed. */
  annoncer?: (tetes: readonly Tete[]) => void;
}

export interface Courrier {
  /**
   * Reads the bounces, then sends what is due. Never two at once: asked again meanwhile, it is the same pass. Does not
   * throw: what went wrong is in the journal, and stays for the next pass.
   *
   * @returns how many mails left
   */
  passer(): Promise<number>;
  /** Ends after the mail that is leaving, and gives the connection back. */
  fermer(): Promise<void>;
}

/** Between two tries of a mail server that does not answer: every mail would meet the same silence. */
const reposMs = [30_000, 60_000, 120_000, 300_000];
const menageMs = 3_600_000;
/** Rows that are shared out before the server gets its turn. */
const repartisAlaFois = 50;

export const createCourrier = (deps: CourrierDeps): Courrier => new Facteur(deps);

class Facteur implements Courrier {
  readonly #deps: CourrierDeps;
  /** Mails that were sent or refused, and that the base could not be told of yet (OCCUPE): told before anything else. */
  readonly #aNoter: { depart: Depart; issue: Issue }[] = [];
  #passage: Promise<number> | null = null;
  #ferme = false;
  #echecs = 0;
  #reprendreMs = 0;
  #menageMs = 0;

  constructor(deps: CourrierDeps) {
    this.#deps = deps;
  }

  passer(): Promise<number> {
    if (this.#ferme) return Promise.resolve(0);
    this.#passage ??= this.#passer().finally(() => {
      this.#passage = null;
    });
    return this.#passage;
  }

  async fermer(): Promise<void> {
    this.#ferme = true;
    await this.#passage;
    this.#deps.transport?.fermer();
  }

  async #passer(): Promise<number> {
    let envoyes = 0;
    const estALheure = await this.#etape(async () => {
      await this.#noter();
      await reprendreEnCours(this.#deps.db, this.#deps.clock.now());
      await this.#menage();
    });
    await this.#etape(() => this.#deps.retours?.lire((work) => this.#dansUneTransaction(work)));
    // What left and could not be written down yet would be sent again.
    if (estALheure)
      await this.#etape(async () => {
        for await (const _mail of this.#envoyerDus()) envoyes += 1;
      });
    if (envoyes > 0) this.#deps.journal.note({ code: 'COURRIELS_ENVOYES', count: envoyes });
    return envoyes;
  }

  /** Each step on its own: a mailbox that cannot be read stops no mail. @returns whether it went to its end */
  async #etape(work: () => Promise<void> | undefined): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error: unknown) {
      // An import holds the base for a moment: everything is tried again at the next pass.
      if (!isBusy(error)) this.#deps.journal.note({ code: `COURRIER_EN_ACCIDENT ${classeDe(error)}` });
      return false;
    }
  }

  async #dansUneTransaction<T>(work: (ecriture: Ecriture) => Promise<T>): Promise<T> {
    const { db, clock, random, journal, annoncer } = this.#deps;
    const tetes = new Map<string, number>();
    const done = await db.transaction().execute((trx) => work({ trx, clock, random, journal, tetes }));
    if (tetes.size > 0) annoncer?.([...tetes].map(([flux, tete]) => ({ flux, tete })));
    return done;
  }

  async #menage(): Promise<void> {
    const now = this.#deps.clock.now();
    if (now.getTime() < this.#menageMs) return;
    const count = await effacerFinis(this.#deps.db, now);
    if (count > 0) this.#deps.journal.note({ code: 'COURRIELS_EFFACES', count });
    this.#menageMs = now.getTime() + menageMs;
  }

  /** Gives each mail that left, so that they count even when the base is held in the middle. */
  async *#envoyerDus(): AsyncGenerator<Depart, void> {
    const { transport, config, clock } = this.#deps;
    // Without the address of the intake, a mail would hold a link that leads nowhere: it waits.
    if (transport === null || config.accueilUrl === null) return;
    if (clock.now().getTime() < this.#reprendreMs) return;
    await this.#repartirDus();
    while (!this.#ferme) {
      const depart = await this.#prochain(config.accueilUrl);
      if (depart === null) break;
      const issue = await transport.envoyer(depart.mail);
      this.#aNoter.push({ depart, issue });
      if (issue.genre === 'envoye') yield depart;
      await this.#noter();
      if (issue.genre === 'indisponible') {
        this.#reposer(issue.code);
        break;
      }
      this.#echecs = 0;
    }
  }

  #reposer(code: string): void {
    const { clock, journal } = this.#deps;
    if (this.#echecs === 0) journal.note({ code: codeJournal('COURRIEL_INDISPONIBLE', code) });
    this.#reprendreMs = clock.now().getTime() + (reposMs[Math.min(this.#echecs, reposMs.length - 1)] ?? 0);
    this.#echecs += 1;
  }

  async #repartirDus(): Promise<void> {
    const { db, clock } = this.#deps;
    const maintenant = clock.now().toISOString();
    for (;;) {
      const rows = await listerDus(db, maintenant, true, repartisAlaFois);
      if (rows.length === 0 || this.#ferme) break;
      for (const row of rows) await this.#essayer(row, (ecriture) => repartir(ecriture, row));
      // The base answers at once: without a turn, the server would answer nobody meanwhile.
      await setImmediate();
    }
    for (const rows of await listerGroupes(db, clock.now().toISOString())) {
      await this.#dansUneTransaction((ecriture) => reunir(ecriture, rows));
      await setImmediate();
    }
  }

  /** The next mail, `en_cours` and committed; null when nothing is due. */
  async #prochain(accueil: string): Promise<Depart | null> {
    const { db, clock, config } = this.#deps;
    for (;;) {
      const [row] = await listerDus(db, clock.now().toISOString(), false, 1);
      if (row === undefined) return null;
      const reglages = { expediteur: config.courrielExpediteur, accueil };
      const depart = await this.#essayer(row, (ecriture) => preparer(ecriture, row, reglages));
      if (depart !== 'passe') return depart;
    }
  }

  /** One row that fails by accident (a bug of ours) is put off: it must not stand before all the others for ever. */
  async #essayer<T>(row: CourrielRow, work: (ecriture: Ecriture) => Promise<T>): Promise<T | 'passe'> {
    const { db, clock } = this.#deps;
    try {
      return await this.#dansUneTransaction(work);
    } catch (error: unknown) {
      this.#direAccident(error, row);
      await repousser(db, row, clock.now());
      return 'passe';
    }
  }

  #direAccident(error: unknown, { id }: CourrielRow): void {
    if (isBusy(error)) throw error;
    this.#deps.journal.note({ code: `COURRIEL_EN_ACCIDENT ${classeDe(error)}`, id });
  }

  async #noter(): Promise<void> {
    for (let premier = this.#aNoter[0]; premier !== undefined; premier = this.#aNoter[0]) {
      const { row } = premier.depart;
      const refuse = await this.#noterUn(row, premier.issue);
      this.#aNoter.shift();
      if (refuse !== null) this.#deps.journal.note({ code: codeJournal('COURRIEL_REFUSE', refuse), id: row.id });
    }
  }

  async #noterUn(row: CourrielRow, issue: Issue): Promise<string | null> {
    try {
      return await this.#dansUneTransaction((ecriture) => noterIssue(ecriture, row, issue));
    } catch (error: unknown) {
      this.#direAccident(error, row);
      // At least how it ended: without that, it would be sent again.
      return await this.#dansUneTransaction((ecriture) => noterIssue(ecriture, row, issue, sansSuite));
    }
  }
}

const sansSuite = (): Promise<void> => Promise.resolve();
const classeDe = (error: unknown): string => (error instanceof Error ? error.name : 'inconnue');
const codeJournal = (quoi: string, code: string): string => `${quoi}_${code.replace(/[^A-Z0-9]/g, '_').slice(0, 20)}`;
